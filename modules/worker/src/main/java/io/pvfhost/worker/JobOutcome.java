package io.pvfhost.worker;

import java.time.Duration;

/** How a job thread ended, as its watcher saw it. */
sealed interface JobOutcome<T> {
  /** The job returned {@code value} after {@code cpuTime} of its own thread, whole microseconds. */
  record Finished<T>(T value, Duration cpuTime) implements JobOutcome<T> {
  }

  /** The job was over its budget, whatever it returned. {@code ended} is false if it runs on. */
  record Stopped<T>(Reason reason, boolean ended) implements JobOutcome<T> {
  }

  /** The job threw {@code cause}, which no job is meant to do. */
  record Threw<T>(Throwable cause) implements JobOutcome<T> {
  }

  /** There was no thread to be had for the job. */
  record NotStarted<T>(String reason) implements JobOutcome<T> {
  }

  /** Which budget a stopped job was over. */
  enum Reason { CPU_TIME, MEMORY }
}
