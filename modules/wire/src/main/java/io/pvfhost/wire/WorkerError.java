package io.pvfhost.wire;

import java.util.Objects;

/**
 * Why an execute worker gives no {@link WorkerResponse} (protocol description, section 3.6). After any of these the
 * host kills the worker.
 */
public sealed interface WorkerError {

  /** The job used up its CPU time. */
  record JobTimedOut() implements WorkerError {
  }

  /**
   * The job process was killed.
   *
   * @param error how, for instance {@code received signal: SIGKILL}
   * @param jobPid process id of the job, as seen by the worker
   */
  record JobDied(String error, int jobPid) implements WorkerError {

    /** Checks the arguments. */
    public JobDied {
      Objects.requireNonNull(error, "error");
    }
  }

  /**
   * The job ended with an error of its own; {@code JobError} in the protocol.
   *
   * @param error which
   */
  record JobFailed(JobError error) implements WorkerError {

    /** Checks the argument. */
    public JobFailed {
      Objects.requireNonNull(error, "error");
    }
  }

  /**
   * Something failed that has nothing to do with the candidate; {@code InternalError} in the protocol.
   *
   * @param error what
   */
  record Internal(InternalValidationError error) implements WorkerError {

    /** Checks the argument. */
    public Internal {
      Objects.requireNonNull(error, "error");
    }
  }
}
