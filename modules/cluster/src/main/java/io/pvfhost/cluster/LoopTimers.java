package io.pvfhost.cluster;

import io.vertx.core.Vertx;

import java.time.Duration;
import java.util.Objects;

/**
 * The clock of a Vert.x context. Actions run on the context from which {@link #after} is called, never before their
 * delay is over; the resolution is a millisecond.
 */
public final class LoopTimers implements Timers {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Vertx vertx;

  /** The clock of the contexts of an instance. */
  public LoopTimers(Vertx vertx) {
    this.vertx = Objects.requireNonNull(vertx, "vertx");
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    Objects.requireNonNull(action, "action");
    long millis = delay.plusNanos(NANOS_PER_MILLI - 1).toMillis();
    long timer = vertx.setTimer(Math.max(1, millis), fired -> action.run());
    return () -> vertx.cancelTimer(timer);
  }
}
