package io.pvfhost.wire;

import java.util.Objects;
import java.util.Optional;

/**
 * A failure of host or worker that says nothing about the candidate (protocol description, section 3.6). Texts from a
 * worker are the plain text of the operating system.
 */
public sealed interface InternalValidationError {

  /**
   * A message between host and worker could not be sent or read.
   *
   * @param text for people
   */
  record HostCommunication(String text) implements InternalValidationError {

    /** Checks the argument. */
    public HostCommunication {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * The artifact could not be linked into the worker dir. Host only.
   *
   * @param text for people
   */
  record CouldNotCreateLink(String text) implements InternalValidationError {

    /** Checks the argument. */
    public CouldNotCreateLink {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * The worker could not read the artifact.
   *
   * @param text for people
   */
  record CouldNotOpenFile(String text) implements InternalValidationError {

    /** Checks the argument. */
    public CouldNotOpenFile {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * The pipe between worker and job could not be made.
   *
   * @param text for people
   */
  record CouldNotCreatePipe(String text) implements InternalValidationError {

    /** Checks the argument. */
    public CouldNotCreatePipe {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * The worker dir could not be cleared after a job. Host only.
   *
   * @param error for people
   * @param path what could not be removed, where known
   */
  record CouldNotClearWorkerDir(String error, Optional<String> path) implements InternalValidationError {

    /** Checks the arguments. */
    public CouldNotClearWorkerDir {
      Objects.requireNonNull(error, "error");
      Objects.requireNonNull(path, "path");
    }
  }

  /**
   * A system call failed.
   *
   * @param text {@code CONTEXT: ERRNO: text}
   */
  record Kernel(String text) implements InternalValidationError {

    /** Checks the argument. */
    public Kernel {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * The artifact could not be prepared for a reason that may go away. Host only.
   *
   * @param error the reason
   */
  record NonDeterministicPrepareError(PrepareError error) implements InternalValidationError {

    /** Checks the argument. */
    public NonDeterministicPrepareError {
      Objects.requireNonNull(error, "error");
    }
  }
}
