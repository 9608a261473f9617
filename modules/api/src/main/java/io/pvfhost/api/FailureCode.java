package io.pvfhost.api;

import java.util.Optional;

/**
 * Failure codes of event-bus replies, positive and stable. Only {@link #INVALID_CANDIDATE} says anything about the
 * candidate; every other code means "no verdict" and must never be reported as an invalid block.
 */
public enum FailureCode {

  /** The request cannot be read or contradicts itself. */
  MALFORMED(400, false, "malformed request"),

  /** The sender's authentication is missing, wrong or replayed. */
  UNAUTHENTICATED(401, false, "bad or missing authentication"),

  /** Only the hash of the validation code was given, and this host does not have the code. */
  CODE_UNKNOWN(404, true, "validation code unknown here"),

  /** The time given to the job ran out before there was an answer. */
  DEADLINE(408, false, "deadline exhausted"),

  /** The reserved worker is no longer held for this job. */
  LEASE_GONE(410, true, "lease unknown or expired"),

  /** The request exceeds a limit of {@link PvfLimits}. */
  TOO_LARGE(413, false, "above a size limit"),

  /** The job itself failed, deterministically: a result, not a fault of the host. */
  INVALID_CANDIDATE(422, false, "invalid candidate"),

  /** The queue is full. */
  OVERLOADED(429, true, "overloaded"),

  /** The job was withdrawn. */
  CANCELLED(499, false, "cancelled"),

  /** A worker died or the host had trouble; nothing is known about the candidate. */
  HOST_FAULT(500, true, "host fault"),

  /** The host is stopping, or nobody serves the address. */
  UNAVAILABLE(503, true, "unavailable");

  private final int code;
  private final boolean retryElsewhere;
  private final String description;

  FailureCode(int code, boolean retryElsewhere, String description) {
    this.code = code;
    this.retryElsewhere = retryElsewhere;
    this.description = description;
  }

  /** @return the number carried by {@link io.vertx.core.eventbus.ReplyException#failureCode()} */
  public int code() {
    return code;
  }

  /** @return whether the same job may be given to another host */
  public boolean retryElsewhere() {
    return retryElsewhere;
  }

  /** @return a few words for people */
  public String description() {
    return description;
  }

  /**
   * @param code a number from a reply
   * @return the failure code with that number, or empty when there is none
   */
  public static Optional<FailureCode> of(int code) {
    for (FailureCode candidate : values()) {
      if (candidate.code == code) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
