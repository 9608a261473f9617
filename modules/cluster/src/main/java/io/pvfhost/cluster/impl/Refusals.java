package io.pvfhost.cluster.impl;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Counts the messages that were refused, by cause. Each cause is logged at most once in {@link #LOG_INTERVAL}, whatever
 * strangers send. Thread-safe.
 */
public final class Refusals {

  /** Shortest time between two log lines of one cause. */
  public static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final RefusedException.Cause[] CAUSES = RefusedException.Cause.values();

  private final LongSupplier clock;
  private final AtomicLong[] counts = new AtomicLong[CAUSES.length];
  private final AtomicLong[] nextLog = new AtomicLong[CAUSES.length];

  /** Counters at zero; {@code clock} is monotonic, in nanoseconds. */
  public Refusals(LongSupplier clock) {
    this.clock = clock;
    long now = clock.getAsLong();
    for (int i = 0; i < CAUSES.length; i++) {
      counts[i] = new AtomicLong();
      nextLog[i] = new AtomicLong(now);
    }
  }

  /** Counts a message that came to an address. */
  public void count(RefusedException.Cause cause, String address) {
    long count = counts[cause.ordinal()].incrementAndGet();
    AtomicLong next = nextLog[cause.ordinal()];
    long due = next.get();
    long now = clock.getAsLong();
    if (now - due >= 0 && next.compareAndSet(due, now + LOG_INTERVAL.toNanos())) {
      LOG.warn("A message to {} was refused: {} ({} since the start)", address, cause.label(), count);
    }
  }

  /** Messages refused so far by cause, with the causes that have not occurred. */
  public Map<String, Long> counts() {
    Map<String, Long> result = new TreeMap<>();
    for (RefusedException.Cause cause : CAUSES) {
      result.put(cause.label(), counts[cause.ordinal()].get());
    }
    return result;
  }
}
