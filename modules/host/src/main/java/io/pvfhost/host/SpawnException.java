package io.pvfhost.host;

import java.util.Objects;

/**
 * A worker could not be brought to idle (protocol, sections 1.4 and 11, {@code SpawnErr}). Says nothing of any
 * candidate.
 */
public final class SpawnException extends Exception {

  private static final long serialVersionUID = 1L;

  /** The step that failed. */
  public enum Step {
    /** The worker's private directory could not be made. */
    WORKER_DIR,
    /** The socket could not be bound. */
    BIND,
    /** The process could not be started. */
    PROCESS,
    /** The worker ended before it connected. */
    EXITED,
    /** The worker did not connect in time. */
    ACCEPT_TIMEOUT,
    /** The handshake could not be sent. */
    HANDSHAKE
  }

  private final Step step;

  /** Names the step, and in {@code message} the program, the path or the limit concerned. */
  public SpawnException(Step step, String message, Throwable cause) {
    super(message, cause);
    this.step = Objects.requireNonNull(step, "step");
  }

  /** The step that failed. */
  public Step step() {
    return step;
  }
}
