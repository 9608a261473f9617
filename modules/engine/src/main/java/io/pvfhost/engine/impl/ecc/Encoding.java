package io.pvfhost.engine.impl.ecc;

import java.math.BigInteger;

/** How numbers are written. */
final class Encoding {

  private Encoding() {}

  /** Writes a number, the lowest byte first; bytes it does not reach are left alone. */
  static void putLittleEndian(BigInteger number, byte[] bytes, int offset) {
    byte[] digits = number.toByteArray();
    for (int i = 0; i < digits.length; i++) {
      bytes[offset + i] = digits[digits.length - 1 - i];
    }
  }
}
