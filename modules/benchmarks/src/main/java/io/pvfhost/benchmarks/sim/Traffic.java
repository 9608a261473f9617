package io.pvfhost.benchmarks.sim;

import java.util.Locale;

/** Kinds of messages between nodes. */
public enum Traffic {
  RESERVE, RESERVE_ANSWER, EXECUTE, EXECUTE_ANSWER, RELEASE, CANCEL, ALIVE, INQUIRY, INQUIRY_ANSWER, ADVERT;

  /** Name in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
