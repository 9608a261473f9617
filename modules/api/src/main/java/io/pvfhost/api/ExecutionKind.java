package io.pvfhost.api;

import io.pvfhost.scale.ExecKind;

import java.util.Locale;
import java.util.Optional;

/**
 * What an execution is for. Decides its default CPU budget, its place in the queue and whether it may be retried
 * (spec 8.2, 8.5).
 */
public enum ExecutionKind {

  /** A collator's candidate is about to be backed. */
  BACKING(ExecKind.BACKING, false),

  /** As {@link #BACKING}, for a system parachain; served before it. */
  BACKING_SYSTEM_PARAS(ExecKind.BACKING, false),

  /** An included candidate is checked by an approval voter. */
  APPROVAL(ExecKind.APPROVAL, true),

  /** A candidate is disputed; served first. */
  DISPUTE(ExecKind.APPROVAL, true);

  private final ExecKind execKind;
  private final boolean mayRetry;

  ExecutionKind(ExecKind execKind, boolean mayRetry) {
    this.execKind = execKind;
    this.mayRetry = mayRetry;
  }

  /** @return the kind under which the executor params give the CPU budget */
  public ExecKind execKind() {
    return execKind;
  }

  /** @return whether a failure without a verdict may be retried; never when backing, where time is short */
  public boolean mayRetry() {
    return mayRetry;
  }

  /** @return the lower-case name used in JSON and in the binary messages */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param wireName a name from the wire
   * @return the kind of that name, or empty when there is none
   */
  public static Optional<ExecutionKind> named(String wireName) {
    for (ExecutionKind kind : values()) {
      if (kind.wireName().equals(wireName)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
