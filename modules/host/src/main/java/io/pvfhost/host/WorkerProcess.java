package io.pvfhost.host;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A started worker process. Thread-safe; no method blocks but {@link #cpuTime()}, which reads a small kernel file. */
public interface WorkerProcess {

  /** The process id, as the peer credentials of its socket must show it. */
  long pid();

  /** Completes once the process has ended and been reaped, on a thread of the implementation's choice. */
  CompletionStage<WorkerExit> exit();

  /** Sends SIGKILL. Does nothing if the process has ended. */
  void kill();

  /** User and system time of the live process so far, in steps of about 10 ms; empty if it cannot be told. */
  Optional<Duration> cpuTime();
}
