package io.pvfhost.execute.impl;

import io.pvfhost.api.ExecutionKind;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.RetryClass;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which failures of one job are tried again (protocol, section 8.5): never when backing; else one retry of each
 * class, as long as the pause fits into the CPU budget counted from the job's start.
 */
final class RetryPolicy {

  private final ExecutionKind kind;
  private final Duration budget;
  private final Duration pause;
  private final Set<RetryClass> used = EnumSet.noneOf(RetryClass.class);

  RetryPolicy(ExecutionKind kind, Duration budget, Duration pause) {
    this.kind = kind;
    this.budget = budget;
    this.pause = pause;
  }

  /** Decides about one failure; a granted retry of its class is used up. */
  boolean grant(Reason reason, Duration elapsed) {
    RetryClass retryClass = reason.code().retryClass();
    return kind.mayRetry() && retryClass != RetryClass.NEVER && elapsed.plus(pause).compareTo(budget) <= 0
        && used.add(retryClass);
  }

  /** CPU time for the next attempt. */
  Duration budget(Duration elapsed) {
    return used.isEmpty() ? budget : budget.minus(elapsed);
  }

  /** A failure of the job that has come again in its retry, on another worker, is the candidate's: it is proven. */
  Reason conclude(Reason reason) {
    boolean jobFailed = reason.code() == ReasonCode.JOB_DIED || reason.code() == ReasonCode.JOB_ERROR;
    return jobFailed && used.contains(reason.code().retryClass())
        ? new Reason(ReasonCode.REPEATED_JOB_FAILURE, "in two attempts: " + reason.message()) : reason;
  }
}
