package io.pvfhost.scale;

import java.time.Duration;

/** Checks of record components. */
final class Checks {

  private static final long U32_MAX = 0xffff_ffffL;
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final Duration MAX_MILLIS = Duration.ofMillis(Long.MAX_VALUE);

  private Checks() {
  }

  static void u32(long value, String name) {
    range(value, U32_MAX, name);
  }

  static void range(long value, long max, String name) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(name + " " + value + " is not in 0.." + max);
    }
  }

  /** Makes sure that a time can be a number of milliseconds on the wire. */
  static void millis(Duration time, String name) {
    if (time.isNegative() || time.toNanosPart() % NANOS_PER_MILLI != 0 || time.compareTo(MAX_MILLIS) > 0) {
      throw new IllegalArgumentException(name + " " + time + " is not 0.." + Long.MAX_VALUE + " whole milliseconds");
    }
  }
}
