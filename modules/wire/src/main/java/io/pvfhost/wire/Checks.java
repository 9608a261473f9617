package io.pvfhost.wire;

import io.pvfhost.scale.Bytes;

import java.time.Duration;

/** Argument checks of the messages: a message that exists can be encoded. */
final class Checks {

  static final int CHECKSUM_BYTES = 32;

  private static final long U32_MAX = 0xFFFF_FFFFL;

  private Checks() {
  }

  static long u32(long value, String name) {
    if (value < 0 || value > U32_MAX) {
      throw new IllegalArgumentException(name + " is " + value + ", not in 0.." + U32_MAX);
    }
    return value;
  }

  static Duration notNegative(Duration value, String name) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " is negative: " + value);
    }
    return value;
  }

  static Bytes checksum(Bytes value) {
    if (value.length() != CHECKSUM_BYTES) {
      throw new IllegalArgumentException("artifact checksum has " + value.length() + " bytes, not " + CHECKSUM_BYTES);
    }
    return value;
  }
}
