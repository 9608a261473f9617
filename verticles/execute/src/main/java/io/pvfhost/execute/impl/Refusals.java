package io.pvfhost.execute.impl;

import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.host.PoolException;

/** What it means for a job that it got no worker. */
final class Refusals {

  private Refusals() {
  }

  /** The reason of a job that a pool has refused, or for which a pool has failed. */
  static Reason reason(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof PoolException refusal) {
      return new Reason(code(refusal.kind()), message);
    }
    return new Reason(ReasonCode.HOST_FAULT, message);
  }

  private static ReasonCode code(PoolException.Kind kind) {
    return switch (kind) {
      case FULL -> ReasonCode.OVERLOADED;
      case DEADLINE -> ReasonCode.DEADLINE;
      case CLOSED -> ReasonCode.UNAVAILABLE;
      case NO_WORKER -> ReasonCode.SPAWN_FAILED;
    };
  }

  /** Whether a reason without any attempt is answered as a failed request instead of a reply. */
  static boolean isRefusal(Reason reason) {
    return switch (reason.code()) {
      case OVERLOADED, UNAVAILABLE, CODE_UNKNOWN, MALFORMED, TOO_LARGE, UNSUPPORTED, CANCELLED -> true;
      default -> false;
    };
  }
}
