package io.pvfhost.tests.dispatch.sim;

import io.pvfhost.cluster.Timers;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Simulated time: actions run in the order of their times, and those of one time in the order in which they came. */
public final class SimTime implements Timers {

  private record Event(long time, long order, Runnable action, boolean[] stopped) {
  }

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::order));
  private long now;
  private long orders;

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    boolean[] stopped = {false};
    events.add(new Event(now + delay.toNanos(), orders++, action, stopped));
    return () -> stopped[0] = true;
  }

  /** Lets time pass. */
  public void run(Duration time) {
    long end = now + time.toNanos();
    while (!events.isEmpty() && events.peek().time() <= end) {
      Event next = events.poll();
      now = Math.max(now, next.time());
      if (!next.stopped()[0]) {
        next.action().run();
      }
    }
    now = end;
  }

  /** Lets time pass without anything being done; what is due is done late. */
  public void stall(Duration time) {
    now += time.toNanos();
  }
}
