package io.pvfhost.execute.impl;

import io.pvfhost.cluster.Timers;
import io.pvfhost.host.HostLoop;

import java.time.Duration;

/** The clock and the timers of a verticle's loop. */
record HostTimers(HostLoop loop) implements Timers {

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    // Timers of the loop count milliseconds; one that fires early would be set again.
    long timer = loop.timer(delay.plusNanos(999_999), action);
    return () -> loop.cancelTimer(timer);
  }
}
