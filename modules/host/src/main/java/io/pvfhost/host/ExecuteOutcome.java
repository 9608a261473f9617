package io.pvfhost.host;

import io.pvfhost.wire.WorkerError;
import io.pvfhost.wire.WorkerResponse;

import java.time.Duration;
import java.util.Optional;

/**
 * How one execute job ended. A closed set; only {@link Replied} and {@link TimedOut} say something about the
 * candidate.
 */
public sealed interface ExecuteOutcome {

  /**
   * The worker ran the job to an end.
   *
   * @param response what it found
   */
  record Replied(WorkerResponse response) implements ExecuteOutcome {
  }

  /**
   * The job used up its CPU time: the worker said so, or its answer gives a CPU time above the limit.
   *
   * @param cpuTime of the job, when the answer gives it
   */
  record TimedOut(Optional<Duration> cpuTime) implements ExecuteOutcome {
  }

  /**
   * The worker reported that it could not run the job to an end.
   *
   * @param error what it reported; never a timeout
   */
  record Reported(WorkerError error) implements ExecuteOutcome {
  }

  /**
   * The wall-clock limit passed without an answer.
   *
   * @param limit the wall-clock limit
   * @param cpuTime of the worker process during the job, when it can be told
   */
  record HardTimeout(Duration limit, Optional<Duration> cpuTime) implements ExecuteOutcome {
  }

  /**
   * The worker went away without an answer.
   *
   * @param text how
   */
  record Died(String text) implements ExecuteOutcome {
  }

  /**
   * What the worker sent is no answer.
   *
   * @param text what is wrong with it
   */
  record Garbled(String text) implements ExecuteOutcome {
  }

  /**
   * The request could not be sent.
   *
   * @param text why
   */
  record NotSent(String text) implements ExecuteOutcome {
  }

  /**
   * The artifact is not there any more.
   *
   * @param text which
   */
  record ArtifactMissing(String text) implements ExecuteOutcome {
  }

  /**
   * The artifact's file has changed since it was verified.
   *
   * @param text which and how
   */
  record ArtifactChanged(String text) implements ExecuteOutcome {
  }

  /**
   * The artifact could not be put into the worker's directory.
   *
   * @param text why
   */
  record LinkFailed(String text) implements ExecuteOutcome {
  }
}
