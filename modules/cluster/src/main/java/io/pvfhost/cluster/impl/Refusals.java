package io.pvfhost.cluster.impl;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.EnumMap;
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

  private final LongSupplier clock;
  private final Map<RefusedException.Cause, Counter> counters = new EnumMap<>(RefusedException.Cause.class);

  /** Counters at zero; {@code clock} is monotonic, in nanoseconds. */
  public Refusals(LongSupplier clock) {
    this.clock = clock;
    for (RefusedException.Cause cause : RefusedException.Cause.values()) {
      counters.put(cause, new Counter(new AtomicLong(), new AtomicLong(clock.getAsLong())));
    }
  }

  private record Counter(AtomicLong count, AtomicLong nextLog) {
  }

  /** Counts a message that came to an address. */
  public void count(RefusedException.Cause cause, String address) {
    Counter counter = counters.get(cause);
    long count = counter.count.incrementAndGet();
    long due = counter.nextLog.get();
    long now = clock.getAsLong();
    if (now - due >= 0 && counter.nextLog.compareAndSet(due, now + LOG_INTERVAL.toNanos())) {
      LOG.warn("A message to {} was refused: {} ({} since the start)", address, cause.label(), count);
    }
  }

  /** Messages refused so far by cause, with the causes that have not occurred. */
  public Map<String, Long> counts() {
    Map<String, Long> result = new TreeMap<>();
    counters.forEach((cause, counter) -> result.put(cause.label(), counter.count.get()));
    return result;
  }
}
