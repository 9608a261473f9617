package io.pvfhost.engine.impl.crypto;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * An element of the field of 2^256 - 2^32 - 977, mutable: every operation overwrites this element with its result, and
 * may have it as an operand too.
 *
 * <p>The value is the sum of {@code limb[i] * 2^(52 i)} over five signed limbs. A product has limbs of up to 52 bits,
 * the top one of 48 and a little; sums and differences carry nothing. Limbs of the operands of a product must be below
 * 2^56 in size, so that up to fourteen products may be summed up before they are multiplied again. Products are had as
 * in {@link Field25519}.
 */
public final class FieldSecp256k1 {

  /** Bytes of an encoded element. */
  public static final int BYTES = 32;

  /** The prime. */
  public static final BigInteger PRIME =
      BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE.shiftLeft(32)).subtract(BigInteger.valueOf(977));

  private static final int LIMB_BITS = 52;
  private static final int TOP_BITS = 48;
  private static final long LIMB = (1L << LIMB_BITS) - 1;
  private static final long TOP = (1L << TOP_BITS) - 1;
  private static final int SHIFT = 6; // two of them make up for the 12 bits a limb is shorter than a word

  // What 2^260 and 2^256 are congruent to; the latter is 2^32 and this.
  private static final long FOLD_260 = 0x1000003D10L;
  private static final long FOLD_256_REST = 977;

  private long limb0;
  private long limb1;
  private long limb2;
  private long limb3;
  private long limb4;

  /** Makes a zero. */
  public FieldSecp256k1() {}

  /** Makes a small number. */
  static FieldSecp256k1 of(int value) {
    FieldSecp256k1 element = new FieldSecp256k1();
    element.limb0 = value;
    return element;
  }

  /** Makes a number from 0 up to 2^256. */
  public static FieldSecp256k1 of(BigInteger value) {
    FieldSecp256k1 element = new FieldSecp256k1();
    element.limb0 = value.longValue() & LIMB;
    element.limb1 = value.shiftRight(52).longValue() & LIMB;
    element.limb2 = value.shiftRight(104).longValue() & LIMB;
    element.limb3 = value.shiftRight(156).longValue() & LIMB;
    element.limb4 = value.shiftRight(208).longValue() & TOP;
    return element;
  }

  /** Returns the value, from 0 up to the prime, as 32 bytes, big-endian. */
  public byte[] toBytes() {
    reduce();
    long[] words = {limb3 >>> 36 | limb4 << 16, limb2 >>> 24 | limb3 << 28, limb1 >>> 12 | limb2 << 40,
        limb0 | limb1 << 52};
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) (words[i >>> 3] >>> (56 - 8 * (i & 7)));
    }
    return bytes;
  }

  private void reduce() {
    carry();
    carry();
    // Now the value is below 2^256. Whether it reaches the prime is the bit 256 of the value plus 2^32 + 977.
    long fold = (1L << 32) + FOLD_256_REST;
    long quotient = (limb0 + fold) >> LIMB_BITS;
    quotient = (limb1 + quotient) >> LIMB_BITS;
    quotient = (limb2 + quotient) >> LIMB_BITS;
    quotient = (limb3 + quotient) >> LIMB_BITS;
    quotient = (limb4 + quotient) >> TOP_BITS;
    limb0 += fold * quotient;
    carryUp();
    limb4 &= TOP;
  }

  private void carry() {
    carryUp();
    long top = limb4 >> TOP_BITS;
    limb4 &= TOP;
    limb0 += top * FOLD_256_REST + ((top & 0xfffff) << 32);
    limb1 += top >> 20;
  }

  private void carryUp() {
    limb1 += limb0 >> LIMB_BITS;
    limb0 &= LIMB;
    limb2 += limb1 >> LIMB_BITS;
    limb1 &= LIMB;
    limb3 += limb2 >> LIMB_BITS;
    limb2 &= LIMB;
    limb4 += limb3 >> LIMB_BITS;
    limb3 &= LIMB;
  }

  /** Sets this to {@code a}. */
  public FieldSecp256k1 set(FieldSecp256k1 a) {
    limb0 = a.limb0;
    limb1 = a.limb1;
    limb2 = a.limb2;
    limb3 = a.limb3;
    limb4 = a.limb4;
    return this;
  }

  /** Sets this to {@code a + b}. */
  public FieldSecp256k1 add(FieldSecp256k1 a, FieldSecp256k1 b) {
    limb0 = a.limb0 + b.limb0;
    limb1 = a.limb1 + b.limb1;
    limb2 = a.limb2 + b.limb2;
    limb3 = a.limb3 + b.limb3;
    limb4 = a.limb4 + b.limb4;
    return this;
  }

  /** Sets this to {@code a - b}. */
  public FieldSecp256k1 subtract(FieldSecp256k1 a, FieldSecp256k1 b) {
    limb0 = a.limb0 - b.limb0;
    limb1 = a.limb1 - b.limb1;
    limb2 = a.limb2 - b.limb2;
    limb3 = a.limb3 - b.limb3;
    limb4 = a.limb4 - b.limb4;
    return this;
  }

  /** Sets this to {@code -a}. */
  public FieldSecp256k1 negate(FieldSecp256k1 a) {
    limb0 = -a.limb0;
    limb1 = -a.limb1;
    limb2 = -a.limb2;
    limb3 = -a.limb3;
    limb4 = -a.limb4;
    return this;
  }

  /** Sets this to {@code a * b}. */
  public FieldSecp256k1 multiply(FieldSecp256k1 a, FieldSecp256k1 b) {
    long a0 = a.limb0;
    long a1 = a.limb1;
    long a2 = a.limb2;
    long a3 = a.limb3;
    long a4 = a.limb4;
    long b0 = b.limb0;
    long b1 = b.limb1;
    long b2 = b.limb2;
    long b3 = b.limb3;
    long b4 = b.limb4;
    long x0 = a0 << SHIFT;
    long x1 = a1 << SHIFT;
    long x2 = a2 << SHIFT;
    long x3 = a3 << SHIFT;
    long x4 = a4 << SHIFT;
    long y0 = b0 << SHIFT;
    long y1 = b1 << SHIFT;
    long y2 = b2 << SHIFT;
    long y3 = b3 << SHIFT;
    long y4 = b4 << SHIFT;
    long h0 = Math.multiplyHigh(x0, y0);
    long h1 = Math.multiplyHigh(x0, y1) + Math.multiplyHigh(x1, y0);
    long h2 = Math.multiplyHigh(x0, y2) + Math.multiplyHigh(x1, y1) + Math.multiplyHigh(x2, y0);
    long h3 = Math.multiplyHigh(x0, y3) + Math.multiplyHigh(x1, y2) + Math.multiplyHigh(x2, y1)
        + Math.multiplyHigh(x3, y0);
    long h4 = Math.multiplyHigh(x0, y4) + Math.multiplyHigh(x1, y3) + Math.multiplyHigh(x2, y2)
        + Math.multiplyHigh(x3, y1) + Math.multiplyHigh(x4, y0);
    long h5 = Math.multiplyHigh(x1, y4) + Math.multiplyHigh(x2, y3) + Math.multiplyHigh(x3, y2)
        + Math.multiplyHigh(x4, y1);
    long h6 = Math.multiplyHigh(x2, y4) + Math.multiplyHigh(x3, y3) + Math.multiplyHigh(x4, y2);
    long h7 = Math.multiplyHigh(x3, y4) + Math.multiplyHigh(x4, y3);
    long h8 = Math.multiplyHigh(x4, y4);
    long c0 = a0 * b0 - (h0 << LIMB_BITS);
    long c1 = a0 * b1 + a1 * b0 - (h1 << LIMB_BITS) + h0;
    long c2 = a0 * b2 + a1 * b1 + a2 * b0 - (h2 << LIMB_BITS) + h1;
    long c3 = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 - (h3 << LIMB_BITS) + h2;
    long c4 = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 - (h4 << LIMB_BITS) + h3;
    long c5 = a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 - (h5 << LIMB_BITS) + h4;
    long c6 = a2 * b4 + a3 * b3 + a4 * b2 - (h6 << LIMB_BITS) + h5;
    long c7 = a3 * b4 + a4 * b3 - (h7 << LIMB_BITS) + h6;
    long c8 = a4 * b4 - (h8 << LIMB_BITS) + h7;
    limb0 = c0;
    limb1 = c1;
    limb2 = c2;
    limb3 = c3;
    limb4 = c4;
    return fold(c5, c6, c7, c8, h8);
  }

  /** Sets this to {@code a * a}. */
  public FieldSecp256k1 square(FieldSecp256k1 a) {
    return multiply(a, a);
  }

  /** Adds what is above 2^260 and leaves limbs of a product. */
  private FieldSecp256k1 fold(long c5, long c6, long c7, long c8, long c9) {
    long d6 = c6 + (c5 >> LIMB_BITS);
    long d7 = c7 + (d6 >> LIMB_BITS);
    long d8 = c8 + (d7 >> LIMB_BITS);
    long d9 = c9 + (d8 >> LIMB_BITS);
    long e5 = c5 & LIMB;
    long e6 = d6 & LIMB;
    long e7 = d7 & LIMB;
    long e8 = d8 & LIMB;
    long fold = FOLD_260 << SHIFT;
    long h5 = Math.multiplyHigh(e5 << SHIFT, fold);
    long h6 = Math.multiplyHigh(e6 << SHIFT, fold);
    long h7 = Math.multiplyHigh(e7 << SHIFT, fold);
    long h8 = Math.multiplyHigh(e8 << SHIFT, fold);
    long h9 = Math.multiplyHigh(d9 << SHIFT, fold);
    limb0 += e5 * FOLD_260 - (h5 << LIMB_BITS);
    limb1 += e6 * FOLD_260 - (h6 << LIMB_BITS) + h5;
    limb2 += e7 * FOLD_260 - (h7 << LIMB_BITS) + h6;
    limb3 += e8 * FOLD_260 - (h8 << LIMB_BITS) + h7;
    limb4 += d9 * FOLD_260 - (h9 << LIMB_BITS) + h8;
    carryUp();
    // h9 counts 2^260, so 16 times what is above bit 48 of the top limb.
    long top = (limb4 >> TOP_BITS) + (h9 << (LIMB_BITS - TOP_BITS));
    limb4 &= TOP;
    limb0 += top * FOLD_256_REST + ((top & 0xfffff) << 32);
    limb1 += top >> 20;
    limb1 += limb0 >> LIMB_BITS;
    limb0 &= LIMB;
    return this;
  }

  private FieldSecp256k1 squareTimes(FieldSecp256k1 a, int count) {
    square(a);
    for (int i = 1; i < count; i++) {
      square(this);
    }
    return this;
  }

  /** Returns {@code a^(2^count) * b}. */
  private static FieldSecp256k1 repeat(FieldSecp256k1 a, int count, FieldSecp256k1 b) {
    FieldSecp256k1 result = new FieldSecp256k1().squareTimes(a, count);
    return result.multiply(result, b);
  }

  /** Powers of an element with exponents of so many ones, which both long exponents consist of. */
  private static final class Ones {

    private final FieldSecp256k1 ones2;
    private final FieldSecp256k1 ones22;
    private final FieldSecp256k1 ones223;

    private Ones(FieldSecp256k1 a) {
      ones2 = repeat(a, 1, a);
      FieldSecp256k1 ones3 = repeat(ones2, 1, a);
      FieldSecp256k1 ones6 = repeat(ones3, 3, ones3);
      FieldSecp256k1 ones9 = repeat(ones6, 3, ones3);
      FieldSecp256k1 ones11 = repeat(ones9, 2, ones2);
      ones22 = repeat(ones11, 11, ones11);
      FieldSecp256k1 ones44 = repeat(ones22, 22, ones22);
      FieldSecp256k1 ones88 = repeat(ones44, 44, ones44);
      FieldSecp256k1 ones176 = repeat(ones88, 88, ones88);
      FieldSecp256k1 ones220 = repeat(ones176, 44, ones44);
      ones223 = repeat(ones220, 3, ones3);
    }
  }

  /** Returns {@code 1 / this}, or zero if this is zero. */
  public FieldSecp256k1 inverse() {
    // The exponent p - 2 is 223 ones, a zero, 22 ones and 0000101101.
    Ones ones = new Ones(this);
    FieldSecp256k1 result = repeat(ones.ones223, 23, ones.ones22);
    result = repeat(result, 5, this);
    result = repeat(result, 3, ones.ones2);
    return repeat(result, 2, this);
  }

  /**
   * Sets this to a square root of {@code a}.
   *
   * @return whether there is one; this has no meaning if not
   */
  public boolean squareRoot(FieldSecp256k1 a) {
    // The exponent (p + 1) / 4 is 223 ones, a zero, 22 ones and 00001100.
    Ones ones = new Ones(a);
    FieldSecp256k1 result = repeat(ones.ones223, 23, ones.ones22);
    squareTimes(repeat(result, 6, ones.ones2), 2);
    return new FieldSecp256k1().square(this).equalTo(a);
  }

  boolean isOdd() {
    return (toBytes()[BYTES - 1] & 1) != 0;
  }

  boolean isZero() {
    return Arrays.equals(toBytes(), new byte[BYTES]);
  }

  boolean equalTo(FieldSecp256k1 other) {
    return new FieldSecp256k1().subtract(this, other).isZero();
  }
}
