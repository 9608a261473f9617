package io.pvfhost.wire;

import java.util.Objects;
import java.util.Optional;

/** Why validation code was not prepared (protocol description, section 3.7). */
public sealed interface PrepareError {

  /**
   * Whether preparing the same code again must fail the same way, on this machine and on any other. Only then may code
   * be voted down.
   *
   * @return false for everything that may be the fault of this machine or this moment
   */
  default boolean deterministic() {
    return false;
  }

  /**
   * The code is not an acceptable Wasm module.
   *
   * @param text for people
   */
  record Prevalidation(String text) implements PrepareError {

    /** Checks the argument. */
    public Prevalidation {
      Objects.requireNonNull(text, "text");
    }

    @Override
    public boolean deterministic() {
      return true;
    }
  }

  /**
   * The code could not be instrumented or compiled.
   *
   * @param text for people
   */
  record Preparation(String text) implements PrepareError {

    /** Checks the argument. */
    public Preparation {
      Objects.requireNonNull(text, "text");
    }

    @Override
    public boolean deterministic() {
      return true;
    }
  }

  /**
   * The imports of the artifact could not be linked. Prechecking only.
   *
   * @param text for people
   */
  record RuntimeConstruction(String text) implements PrepareError {

    /** Checks the argument. */
    public RuntimeConstruction {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * The preparation job panicked or ended with a wrong exit status.
   *
   * @param text for people
   */
  record JobError(String text) implements PrepareError {

    /** Checks the argument. */
    public JobError {
      Objects.requireNonNull(text, "text");
    }

    @Override
    public boolean deterministic() {
      return true;
    }
  }

  /** The preparation took too long. From worker or host. */
  record TimedOut() implements PrepareError {
  }

  /**
   * Input or output failed. From worker or host.
   *
   * @param text for people
   */
  record IoErr(String text) implements PrepareError {

    /** Checks the argument. */
    public IoErr {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * The file for the artifact could not be created. Host only.
   *
   * @param text for people
   */
  record CreateTmpFile(String text) implements PrepareError {

    /** Checks the argument. */
    public CreateTmpFile {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * The artifact could not be moved to its place. Host only.
   *
   * @param error for people
   * @param source the file to be moved, where known
   * @param destination its place, where known
   */
  record RenameTmpFile(String error, Optional<String> source, Optional<String> destination) implements PrepareError {

    /** Checks the arguments. */
    public RenameTmpFile {
      Objects.requireNonNull(error, "error");
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(destination, "destination");
    }
  }

  /** The preparation needed more memory than {@code PrecheckingMaxMemory}. */
  record OutOfMemory() implements PrepareError {
    @Override
    public boolean deterministic() {
      return true;
    }
  }

  /**
   * The worker dir could not be cleared after the job. Host only.
   *
   * @param text for people
   */
  record ClearWorkerDir(String text) implements PrepareError {

    /** Checks the argument. */
    public ClearWorkerDir {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * The job process was killed.
   *
   * @param error how, for instance {@code received signal: SIGSYS}
   * @param jobPid process id of the job, as seen by the worker
   */
  record JobDied(String error, int jobPid) implements PrepareError {

    /** Checks the arguments. */
    public JobDied {
      Objects.requireNonNull(error, "error");
    }
  }

  /**
   * A system call failed.
   *
   * @param text {@code CONTEXT: ERRNO: text}
   */
  record Kernel(String text) implements PrepareError {

    /** Checks the argument. */
    public Kernel {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * The code is not a good zstd stream, or is larger than the limit.
   *
   * @param text for people
   */
  record CouldNotDecompressCodeBlob(String text) implements PrepareError {

    /** Checks the argument. */
    public CouldNotDecompressCodeBlob {
      Objects.requireNonNull(text, "text");
    }

    @Override
    public boolean deterministic() {
      return true;
    }
  }
}
