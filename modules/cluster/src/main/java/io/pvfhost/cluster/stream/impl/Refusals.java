package io.pvfhost.cluster.stream.impl;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.SocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Counts refused streams. Written on the loop, read from any thread. */
final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final long LOG_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Map<Refusal, AtomicLong> counts = new EnumMap<>(Refusal.class);
  private final Map<Refusal, Long> lastLogged = new EnumMap<>(Refusal.class);

  Refusals() {
    for (Refusal cause : Refusal.values()) {
      counts.put(cause, new AtomicLong());
    }
  }

  /** Counts one, and logs at most one of its kind in ten seconds: strangers must not fill a disk. */
  void count(Refusal cause, SocketAddress from) {
    long total = counts.get(cause).incrementAndGet();
    long now = System.nanoTime();
    Long last = lastLogged.get(cause);
    if (last == null || now - last >= LOG_PERIOD_NANOS) {
      lastLogged.put(cause, now);
      LOG.warn("a stream from {} was refused: {}, {} so far", from, cause.key(), total);
    }
  }

  /** Counts by cause; causes that never occurred are left out. */
  Map<String, Long> snapshot() {
    Map<String, Long> result = new TreeMap<>();
    counts.forEach((cause, count) -> {
      if (count.get() > 0) {
        result.put(cause.key(), count.get());
      }
    });
    return result;
  }
}
