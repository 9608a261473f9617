package io.pvfhost.scale;

/** Checks of record components. */
final class Checks {

  private static final long U32_MAX = 0xffff_ffffL;

  private Checks() {
  }

  static void u32(long value, String name) {
    if (value < 0 || value > U32_MAX) {
      throw new IllegalArgumentException(name + " " + value + " is not in 0.." + U32_MAX);
    }
  }
}
