package io.pvfhost.wire;

import java.util.Objects;

/** An error of the job itself, as told by the job process to its worker (protocol description, section 3.6). */
public sealed interface JobError {

  /** The job used up its CPU time. */
  record TimedOut() implements JobError {
  }

  /**
   * The thread that executes the validation code panicked.
   *
   * @param text the message of the panic
   */
  record Panic(String text) implements JobError {

    /** Checks the argument. */
    public Panic {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * A system call failed.
   *
   * @param text {@code CONTEXT: ERRNO: text}
   */
  record Kernel(String text) implements JobError {

    /** Checks the argument. */
    public Kernel {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * A thread of the job could not be started.
   *
   * @param text for people
   */
  record CouldNotSpawnThread(String text) implements JobError {

    /** Checks the argument. */
    public CouldNotSpawnThread {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * The thread that watches the CPU time failed.
   *
   * @param text for people
   */
  record CpuTimeMonitorThread(String text) implements JobError {

    /** Checks the argument. */
    public CpuTimeMonitorThread {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * The job process answered well but exited with a status other than 0.
   *
   * @param status the exit status
   */
  record UnexpectedExitStatus(int status) implements JobError {
  }
}
