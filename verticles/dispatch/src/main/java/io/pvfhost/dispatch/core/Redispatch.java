package io.pvfhost.dispatch.core;

import io.pvfhost.api.ReasonCode;

/** Whether another host may end a job better than the one whose attempt failed. */
enum Redispatch {

  /** The attempt says nothing about the job: the host went away, stopped, or has no place. */
  ELSEWHERE,
  /** This host cannot do the job at all, another one may. */
  NEVER_THERE,
  /** The host had trouble; once more, for the job may be what troubles hosts. */
  ONCE,
  /** The outcome would be the same, or the job is over. */
  NO;

  static Redispatch after(ReasonCode reason) {
    return switch (reason) {
      // A host withdraws jobs of a requester that it has not heard of: this one lives, and still wants the answer.
      case HOST_LOST, LEASE_GONE, UNAVAILABLE, OVERLOADED, CANCELLED -> ELSEWHERE;
      case CODE_UNKNOWN, UNSUPPORTED -> NEVER_THERE;
      case SPAWN_FAILED, WORKER_DIED, COMMUNICATION_ERROR, HOST_COMMUNICATION, HOST_LINK_FAILED, HOST_DIR_FAILED,
          WORKER_INTERNAL, CORRUPTED_ARTIFACT, ARTIFACT_MISSING, PREPARATION_FAULT, HOST_FAULT -> ONCE;
      case OK, INVALID_CANDIDATE, POV_DECOMPRESSION_FAILURE, JOB_TIMED_OUT, PARAMS_TOO_LARGE, RUNTIME_CONSTRUCTION,
          REPEATED_JOB_FAILURE, JOB_DIED, JOB_ERROR, HARD_TIMEOUT, PREPARATION_FAILED, PREPARATION_TIMED_OUT, DEADLINE,
          MALFORMED, TOO_LARGE, UNAUTHENTICATED -> NO;
    };
  }
}
