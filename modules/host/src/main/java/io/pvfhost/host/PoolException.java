package io.pvfhost.host;

import java.util.Objects;

/** A pool refused a job, which has not been given to any worker. Carries no stack trace: refusals are expected. */
public final class PoolException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why a job is refused. */
  public enum Kind {
    /** As many jobs wait as may. */
    FULL,
    /** The job's time to wait is over. */
    DEADLINE,
    /** The pool is closing. */
    CLOSED,
    /** No worker can be started. */
    NO_WORKER
  }

  private final Kind kind;

  /** Names the limit or the cause in {@code message}. */
  public PoolException(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /** Why the job is refused. */
  public Kind kind() {
    return kind;
  }
}
