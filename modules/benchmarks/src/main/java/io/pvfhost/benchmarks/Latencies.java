package io.pvfhost.benchmarks;

import java.util.Arrays;

/** A fixed number of durations. Filled by one thread, then asked. */
final class Latencies {

  private static final double NANOS_PER_MILLI = 1e6;

  private final long[] nanos;
  private int count;
  private boolean sorted;

  Latencies(int capacity) {
    nanos = new long[capacity];
  }

  /** Durations that are all known. */
  static Latencies of(long[] nanos) {
    Latencies latencies = new Latencies(nanos.length);
    Arrays.stream(nanos).forEach(latencies::add);
    return latencies;
  }

  void add(long duration) {
    nanos[count++] = duration;
    sorted = false;
  }

  /** The smallest duration that is not exceeded by {@code percent} of all, in milliseconds. */
  double millis(double percent) {
    if (!sorted) {
      Arrays.sort(nanos, 0, count);
      sorted = true;
    }
    int rank = (int) Math.ceil(percent / 100 * count);
    return nanos[Math.max(0, rank - 1)] / NANOS_PER_MILLI;
  }
}
