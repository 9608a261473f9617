package io.pvfhost.tests.execute.grants;

import io.pvfhost.cluster.Timers;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that goes when it is told to; timers run in the order of their times. */
final class SimulatedTimers implements Timers {

  private final PriorityQueue<Timer> pending =
      new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
  private long now;
  private long made;

  private record Timer(long at, long number, Runnable action) {
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("a delay of " + delay);
    }
    Timer timer = new Timer(now + delay.toNanos(), ++made, action);
    pending.add(timer);
    return () -> pending.remove(timer);
  }

  void advance(Duration time) {
    long until = now + time.toNanos();
    while (!pending.isEmpty() && pending.peek().at() <= until) {
      Timer next = pending.poll();
      now = next.at();
      next.action().run();
    }
    now = until;
  }

  int pending() {
    return pending.size();
  }
}
