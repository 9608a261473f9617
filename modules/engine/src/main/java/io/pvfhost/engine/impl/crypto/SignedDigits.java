package io.pvfhost.engine.impl.crypto;

import io.pvfhost.scale.LittleEndian;

/**
 * A number written with few digits that are not zero, each odd and small, so that a multiple of a point takes few
 * additions (width-w non-adjacent form).
 */
public final class SignedDigits {

  /** Digits of a number of 256 bits; one more than it has bits, for the last carry. */
  public static final int COUNT = 257;

  private static final int WORDS = 4;

  private SignedDigits() {}

  /**
   * Returns the digits of a number, the lowest first: the number is the sum of {@code digit[i] * 2^i}.
   *
   * @param number 32 bytes, little-endian
   * @param width of any so many digits in a row at most one is not zero; digits are below 2^(width-1) in size
   */
  public static byte[] of(byte[] number, int width) {
    long[] words = new long[WORDS + 1];
    for (int i = 0; i < WORDS; i++) {
      words[i] = LittleEndian.getLong(number, Long.BYTES * i);
    }
    byte[] digits = new byte[COUNT];
    int carry = 0;
    int at = 0;
    while (at < COUNT) {
      int window = carry + bits(words, at, width);
      if ((window & 1) == 0) {
        at++;
        continue;
      }
      carry = window >>> (width - 1);
      digits[at] = (byte) (window - (carry << width));
      at += width;
    }
    return digits;
  }

  private static int bits(long[] words, int at, int width) {
    int word = at >>> 6;
    int shift = at & 63;
    long bits = words[word] >>> shift;
    if (shift + width > Long.SIZE && word < WORDS) {
      bits |= words[word + 1] << (Long.SIZE - shift);
    }
    return (int) bits & (1 << width) - 1;
  }
}
