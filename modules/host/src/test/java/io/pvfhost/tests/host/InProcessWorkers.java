package io.pvfhost.tests.host;

import io.pvfhost.host.WorkerExit;
import io.pvfhost.host.WorkerLaunch;
import io.pvfhost.host.WorkerProcess;
import io.pvfhost.host.WorkerSpawner;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs {@link FakeWorker} scripts on threads of this JVM, for races that want many repetitions or an exact order. */
final class InProcessWorkers implements WorkerSpawner {

  private static final int KILLED = 137;

  private final List<Running> started = new CopyOnWriteArrayList<>();
  private volatile List<String> script;
  private volatile boolean broken;

  InProcessWorkers(String... script) {
    this.script = List.of(script);
  }

  /** Changes what later workers do. */
  void script(String... words) {
    script = List.of(words);
  }

  /** Makes later starts fail, or not. */
  void broken(boolean now) {
    broken = now;
  }

  /** All workers that were started. */
  List<Running> started() {
    return started;
  }

  @Override
  public WorkerProcess spawn(WorkerLaunch launch) throws IOException {
    if (broken) {
      throw new IOException("broken on purpose");
    }
    Running running = new Running(new FakeWorker(script, launch.socket(), launch.workerDir()));
    started.add(running);
    running.thread.start();
    return running;
  }

  @Override
  public String confinement() {
    return "none";
  }

  /** One worker. */
  static final class Running implements WorkerProcess {

    private final CompletableFuture<WorkerExit> exit = new CompletableFuture<>();
    private final Thread thread;

    Running(FakeWorker worker) {
      thread = new Thread(() -> run(worker), "fake worker");
      thread.setDaemon(true);
    }

    private void run(FakeWorker worker) {
      try {
        exited(worker.runAndClose());
      } catch (IOException | InterruptedException e) {
        // Killed, or the host has closed the connection.
        exited(KILLED);
      }
    }

    /** Reports an exit, whether or not the script has come to its end. */
    void exited(int status) {
      exit.complete(new WorkerExit(status, ""));
    }

    @Override
    public long pid() {
      return ProcessHandle.current().pid();
    }

    @Override
    public CompletionStage<WorkerExit> exit() {
      return exit;
    }

    @Override
    public void kill() {
      thread.interrupt();
    }

    @Override
    public Optional<Duration> cpuTime() {
      return Optional.empty();
    }
  }
}
