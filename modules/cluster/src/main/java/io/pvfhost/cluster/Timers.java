package io.pvfhost.cluster;

import java.time.Duration;

/** Time as the dispatch logic sees it: the clock of a loop, or a simulated one. Used on one thread. */
public interface Timers {

  /** Monotonic time in nanoseconds. */
  long nanos();

  /**
   * Runs an action after a delay.
   *
   * @return stops it; does nothing when it has run
   */
  Runnable after(Duration delay, Runnable action);
}
