package io.pvfhost.tests.dispatch.contract;

import io.pvfhost.api.ExecuteReply;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import static io.pvfhost.tests.dispatch.contract.Awaits.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** A worker process of some host, as the operating system sees it. */
record Worker(long pid) {

  private static final String JOB_THREAD = "execute-job";

  /** The worker that a job ran on. */
  static Worker of(ExecuteReply reply) {
    return new Worker(reply.worker().orElseThrow().pid());
  }

  /** Waits until validation code runs in a worker, other than {@code not}. */
  static Worker awaitOneWithJob(Worker not) {
    return await("a worker with a job").until(
        () -> ProcessHandle.current().children().map(child -> new Worker(child.pid()))
            .filter(worker -> !worker.equals(not) && worker.hasJob()).findFirst(), Optional::isPresent).get();
  }

  private boolean hasJob() {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path thread : threads) {
        if (Files.readString(thread.resolve("comm")).strip().equals(JOB_THREAD)) {
          return true;
        }
      }
      return false;
    } catch (IOException gone) {
      return false;
    }
  }

  boolean isAlive() {
    return ProcessHandle.of(pid).isPresent();
  }

  void kill() throws Exception {
    signal("KILL");
  }

  /** SIGSTOP: it is there and does nothing. */
  void stop() throws Exception {
    signal("STOP");
  }

  /** SIGCONT. */
  void resume() throws Exception {
    signal("CONT");
  }

  private void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).inheritIO().start();
    assertEquals(0, kill.waitFor(), () -> "SIG" + name + " to " + this);
  }
}
