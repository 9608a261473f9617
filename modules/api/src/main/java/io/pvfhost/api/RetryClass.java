package io.pvfhost.api;

/**
 * Classes of failures among which one retry each is worth while, for the execution kinds that may retry at all (spec
 * 8.5). A second failure of the same class ends the job.
 */
public enum RetryClass {

  /** No retry on this host: the outcome is final, or a repetition cannot end otherwise. */
  NEVER,

  /** The worker or the process of the job died. Retry after a pause. */
  DEATH,

  /** The job failed in a way that is not the candidate's doing for certain. Retry after a pause. */
  JOB_ERROR,

  /** The host or the worker had trouble of its own. Retry after a pause. */
  INTERNAL,

  /** The artifact may be at fault. Precheck the code, prepare it anew and retry at once. */
  RUNTIME
}
