package io.pvfhost.tests.execute;

import io.pvfhost.host.WorkerKind;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** A worker process of this JVM, as the operating system sees it. */
record WorkerProcess(long pid) {

  private static final String JOB_THREAD = "execute-job";

  /** Every child of this JVM that is alive. */
  static List<WorkerProcess> all() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive)
        .map(child -> new WorkerProcess(child.pid())).toList();
  }

  static List<WorkerProcess> all(WorkerKind kind) {
    return all().stream().filter(worker -> worker.runs(kind)).toList();
  }

  private boolean runs(WorkerKind kind) {
    String commandLine = read(Path.of("/proc", Long.toString(pid), "cmdline"));
    return Arrays.asList(commandLine.split("\0")).contains(kind.subcommand());
  }

  /** Waits until validation code runs in this worker. */
  void awaitJob() {
    await().pollInterval(5, TimeUnit.MILLISECONDS).until(this::hasJob);
  }

  boolean hasJob() {
    return TestHost.entries(Path.of("/proc", Long.toString(pid), "task")).stream()
        .anyMatch(thread -> read(thread.resolve("comm")).strip().equals(JOB_THREAD));
  }

  boolean alive() {
    return ProcessHandle.of(pid).isPresent();
  }

  void kill() throws Exception {
    signal("KILL");
  }

  void stop() throws Exception {
    signal("STOP");
  }

  private void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).inheritIO().start();
    assertEquals(0, kill.waitFor(), () -> "SIG" + name + " to " + this);
  }

  /** A file of the process file system; empty when what it described is gone. */
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }
}
