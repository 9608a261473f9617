package io.pvfhost.execute.grants;

import io.pvfhost.cluster.Timers;

import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * When a host advertises its capacity: soon after a change, so that many changes make one advert, and at regular times.
 * In a large cluster soon is later, for every advert goes to every node. Owned by one loop.
 */
public final class Adverts {

  /** The regular time; silence of three of them means that a host is gone. */
  private static final Duration PERIOD = Duration.ofMillis(500);
  private static final long LEAST_DELAY = 20;
  private static final long MOST_DELAY = 400;

  private final Timers timers;
  private final IntSupplier hosts;
  private final Runnable publish;
  private Runnable regular = () -> { };
  private Runnable soon = () -> { };
  private boolean changed;
  private boolean running;

  /**
   * Adverts that have not begun.
   *
   * @param timers the clock
   * @param hosts how many hosts there are in the cluster
   * @param publish publishes an advert of this moment
   */
  public Adverts(Timers timers, IntSupplier hosts, Runnable publish) {
    this.timers = timers;
    this.hosts = hosts;
    this.publish = publish;
  }

  /** Begins, with an advert at once. */
  public void start() {
    running = true;
    now();
  }

  /** Publishes at once. */
  public void now() {
    if (running) {
      changed = false;
      soon.run();
      regular.run();
      regular = timers.after(PERIOD, this::now);
      publish.run();
    }
  }

  /** Publishes soon. */
  public void changed() {
    if (running && !changed) {
      changed = true;
      // A millisecond a host: the adverts of all hosts together take each node a bounded time.
      long delay = Math.min(MOST_DELAY, Math.max(LEAST_DELAY, hosts.getAsInt()));
      soon = timers.after(Duration.ofMillis(delay), this::now);
    }
  }

  /** Publishes no more. */
  public void stop() {
    running = false;
    soon.run();
    regular.run();
  }
}
