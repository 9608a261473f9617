package io.pvfhost.node.load;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Durations, of which any percentile can be told exactly. Filled by one thread. */
public final class Latencies {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final int FIRST_CAPACITY = 1024;

  private long[] nanos = new long[FIRST_CAPACITY];
  private int count;
  private boolean sorted;

  /** @param duration in ns */
  public void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = duration;
    sorted = false;
  }

  /**
   * The smallest of the durations that is not exceeded by a share of them (nearest rank).
   *
   * @param percent above 0, at most 100
   * @return ms; empty if there are no durations
   */
  public OptionalDouble millis(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("percent: " + percent + " is not above 0 and at most 100");
    }
    if (count == 0) {
      return OptionalDouble.empty();
    }
    if (!sorted) {
      Arrays.sort(nanos, 0, count);
      sorted = true;
    }
    int rank = (int) Math.ceil(percent * count / 100);
    return OptionalDouble.of(nanos[rank - 1] / NANOS_PER_MILLI);
  }
}
