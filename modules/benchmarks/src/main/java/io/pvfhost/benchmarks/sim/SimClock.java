package io.pvfhost.benchmarks.sim;

import io.pvfhost.cluster.Timers;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Simulated time: runs actions in the order of their times, those of one time in the order in which they were set. */
final class SimClock {

  private static final Comparator<Event> ORDER =
      Comparator.comparingLong((Event event) -> event.nanos).thenComparingLong(event -> event.number);
  private static final int FEW = 1024;

  private PriorityQueue<Event> events = new PriorityQueue<>(ORDER);
  private long now;
  private long lastNumber;
  private int cancelled;

  private static final class Event {
    private final long nanos;
    private final long number;
    private Runnable action;

    Event(long nanos, long number, Runnable action) {
      this.nanos = nanos;
      this.number = number;
      this.action = action;
    }
  }

  long now() {
    return now;
  }

  /**
   * Runs an action at a time.
   *
   * @return stops it
   */
  Runnable at(long nanos, Runnable action) {
    Event event = new Event(Math.max(now, nanos), ++lastNumber, action);
    events.add(event);
    return () -> {
      if (event.action != null) {
        event.action = null;
        cancelled++;
        sweep();
      }
    };
  }

  // Most timers are stopped long before their time.
  private void sweep() {
    if (cancelled > FEW && cancelled > events.size() / 2) {
      PriorityQueue<Event> left = new PriorityQueue<>(events.size() - cancelled + FEW, ORDER);
      events.stream().filter(event -> event.action != null).forEach(left::add);
      events = left;
      cancelled = 0;
    }
  }

  /** Runs everything up to a time, or until {@code done}; false when there was an end without it. */
  boolean run(long until, BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      Event next = events.peek();
      if (next == null || next.nanos > until) {
        now = until;
        return false;
      }
      events.remove();
      if (next.action == null) {
        cancelled--;
      } else {
        now = next.nanos;
        Runnable action = next.action;
        next.action = null;
        action.run();
      }
    }
    return true;
  }

  /** The clock of a process, whose timers stop with it. */
  Timers timers(BooleanSupplier alive) {
    return new Timers() {
      @Override
      public long nanos() {
        return now;
      }

      @Override
      public Runnable after(Duration delay, Runnable action) {
        return at(now + delay.toNanos(), () -> {
          if (alive.getAsBoolean()) {
            action.run();
          }
        });
      }
    };
  }
}
