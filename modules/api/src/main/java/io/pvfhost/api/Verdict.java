package io.pvfhost.api;

import java.util.Locale;

/** What a job says about its candidate. */
public enum Verdict {

  /** The validation code accepted the candidate; a worker's decoded answer says so. */
  VALID,

  /**
   * The candidate is refused, by a worker's decoded answer or a failure of the job that is proven to be the
   * candidate's.
   */
  INVALID,

  /** Nothing is known about the candidate. Never a reason to vote against it. */
  NONE;

  /** @return the lower-case name used in JSON */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
