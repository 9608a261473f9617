package io.pvfhost.engine.impl.crypto;

import io.pvfhost.scale.LittleEndian;

/**
 * An element of the field of 2^255 - 19, mutable: every operation overwrites this element with its result, and may have
 * it as an operand too.
 *
 * <p>The value is the sum of {@code limb[i] * 2^(51 i)} over five signed limbs. A product has limbs below 2^51 + 2^17
 * in size; sums and differences are taken limb by limb and carry nothing. Limbs of the operands of a product must be
 * below 2^53.5 in size, so that up to five products may be summed up before they are multiplied again.
 *
 * <p>A product of two limbs is split at bit 51: its upper part is the high word of the limbs shifted by 13 bits
 * together; the lower parts are had for a whole column at once, as the wrapped sum less the upper parts. So there is
 * neither a 128-bit sum nor a carry between words.
 */
public final class Field25519 {

  /** Bytes of an encoded element. */
  public static final int BYTES = 32;

  private static final int LIMB_BITS = 51;
  private static final long LIMB = (1L << LIMB_BITS) - 1;
  private static final int LEFT_SHIFT = 6;
  private static final int RIGHT_SHIFT = 7;

  /** A square root of -1. */
  public static final Field25519 SQRT_MINUS_1 =
      hex("2b8324804fc1df0b2b4d00993dfbd7a72f431806ad2fe478c4ee1b274a0ea0b0");

  private long limb0;
  private long limb1;
  private long limb2;
  private long limb3;
  private long limb4;

  /** Makes a zero. */
  public Field25519() {}

  /** Makes a small number. */
  public static Field25519 of(int value) {
    Field25519 element = new Field25519();
    element.limb0 = value;
    return element;
  }

  /** Reads 64 hexadecimal digits, the highest first. */
  public static Field25519 hex(String digits) {
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      int at = digits.length() - 2 * i - 2;
      bytes[i] = (byte) Integer.parseInt(digits, at, at + 2, 16);
    }
    return new Field25519().read(bytes, 0);
  }

  /** Reads 32 bytes, little-endian; bit 255 is ignored and the rest, up to 2^255 - 1, taken modulo the prime. */
  public Field25519 read(byte[] bytes, int offset) {
    long word0 = LittleEndian.getLong(bytes, offset);
    long word1 = LittleEndian.getLong(bytes, offset + 8);
    long word2 = LittleEndian.getLong(bytes, offset + 16);
    long word3 = LittleEndian.getLong(bytes, offset + 24);
    limb0 = word0 & LIMB;
    limb1 = (word0 >>> 51 | word1 << 13) & LIMB;
    limb2 = (word1 >>> 38 | word2 << 26) & LIMB;
    limb3 = (word2 >>> 25 | word3 << 39) & LIMB;
    limb4 = word3 >>> 12 & LIMB;
    return this;
  }

  /** Returns the value, from 0 up to the prime, as 32 bytes, little-endian. */
  public byte[] toBytes() {
    reduce();
    byte[] bytes = new byte[BYTES];
    LittleEndian.putLong(bytes, 0, limb0 | limb1 << 51);
    LittleEndian.putLong(bytes, 8, limb1 >>> 13 | limb2 << 38);
    LittleEndian.putLong(bytes, 16, limb2 >>> 26 | limb3 << 25);
    LittleEndian.putLong(bytes, 24, limb3 >>> 39 | limb4 << 12);
    return bytes;
  }

  /** Brings the limbs into the one form with a value below the prime. */
  private void reduce() {
    carry();
    carry();
    // Now the value is below 2^255. Whether it reaches the prime is the bit 255 of the value plus 19.
    long quotient = (limb0 + 19) >> LIMB_BITS;
    quotient = (limb1 + quotient) >> LIMB_BITS;
    quotient = (limb2 + quotient) >> LIMB_BITS;
    quotient = (limb3 + quotient) >> LIMB_BITS;
    quotient = (limb4 + quotient) >> LIMB_BITS;
    limb0 += 19 * quotient;
    limb1 += limb0 >> LIMB_BITS;
    limb2 += limb1 >> LIMB_BITS;
    limb3 += limb2 >> LIMB_BITS;
    limb4 += limb3 >> LIMB_BITS;
    mask();
  }

  private void carry() {
    limb1 += limb0 >> LIMB_BITS;
    limb2 += limb1 >> LIMB_BITS;
    limb3 += limb2 >> LIMB_BITS;
    limb4 += limb3 >> LIMB_BITS;
    long top = limb4 >> LIMB_BITS;
    mask();
    limb0 += 19 * top;
  }

  private void mask() {
    limb0 &= LIMB;
    limb1 &= LIMB;
    limb2 &= LIMB;
    limb3 &= LIMB;
    limb4 &= LIMB;
  }

  /** Sets this to {@code a}. */
  public Field25519 set(Field25519 a) {
    limb0 = a.limb0;
    limb1 = a.limb1;
    limb2 = a.limb2;
    limb3 = a.limb3;
    limb4 = a.limb4;
    return this;
  }

  /** Sets this to {@code a + b}. */
  public Field25519 add(Field25519 a, Field25519 b) {
    limb0 = a.limb0 + b.limb0;
    limb1 = a.limb1 + b.limb1;
    limb2 = a.limb2 + b.limb2;
    limb3 = a.limb3 + b.limb3;
    limb4 = a.limb4 + b.limb4;
    return this;
  }

  /** Sets this to {@code a - b}. */
  public Field25519 subtract(Field25519 a, Field25519 b) {
    limb0 = a.limb0 - b.limb0;
    limb1 = a.limb1 - b.limb1;
    limb2 = a.limb2 - b.limb2;
    limb3 = a.limb3 - b.limb3;
    limb4 = a.limb4 - b.limb4;
    return this;
  }

  /** Sets this to {@code -a}. */
  public Field25519 negate(Field25519 a) {
    limb0 = -a.limb0;
    limb1 = -a.limb1;
    limb2 = -a.limb2;
    limb3 = -a.limb3;
    limb4 = -a.limb4;
    return this;
  }

  /** Sets this to {@code a * b}. */
  public Field25519 multiply(Field25519 a, Field25519 b) {
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
    long x0 = a0 << LEFT_SHIFT;
    long x1 = a1 << LEFT_SHIFT;
    long x2 = a2 << LEFT_SHIFT;
    long x3 = a3 << LEFT_SHIFT;
    long x4 = a4 << LEFT_SHIFT;
    long y0 = b0 << RIGHT_SHIFT;
    long y1 = b1 << RIGHT_SHIFT;
    long y2 = b2 << RIGHT_SHIFT;
    long y3 = b3 << RIGHT_SHIFT;
    long y4 = b4 << RIGHT_SHIFT;
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
    long l0 = a0 * b0 - (h0 << LIMB_BITS);
    long l1 = a0 * b1 + a1 * b0 - (h1 << LIMB_BITS);
    long l2 = a0 * b2 + a1 * b1 + a2 * b0 - (h2 << LIMB_BITS);
    long l3 = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 - (h3 << LIMB_BITS);
    long l4 = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 - (h4 << LIMB_BITS);
    long l5 = a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 - (h5 << LIMB_BITS);
    long l6 = a2 * b4 + a3 * b3 + a4 * b2 - (h6 << LIMB_BITS);
    long l7 = a3 * b4 + a4 * b3 - (h7 << LIMB_BITS);
    long l8 = a4 * b4 - (h8 << LIMB_BITS);
    return fold(l0 + 19 * (l5 + h4), l1 + h0 + 19 * (l6 + h5), l2 + h1 + 19 * (l7 + h6),
        l3 + h2 + 19 * (l8 + h7), l4 + h3 + 19 * h8);
  }

  /** Sets this to {@code a * a}. */
  public Field25519 square(Field25519 a) {
    long a0 = a.limb0;
    long a1 = a.limb1;
    long a2 = a.limb2;
    long a3 = a.limb3;
    long a4 = a.limb4;
    long twice0 = 2 * a0;
    long twice1 = 2 * a1;
    long twice2 = 2 * a2;
    long twice3 = 2 * a3;
    long x0 = twice0 << LEFT_SHIFT;
    long x1 = twice1 << LEFT_SHIFT;
    long x2 = twice2 << LEFT_SHIFT;
    long x3 = twice3 << LEFT_SHIFT;
    long x4 = a4 << LEFT_SHIFT;
    long y0 = a0 << RIGHT_SHIFT;
    long y1 = a1 << RIGHT_SHIFT;
    long y2 = a2 << RIGHT_SHIFT;
    long y3 = a3 << RIGHT_SHIFT;
    long y4 = a4 << RIGHT_SHIFT;
    long h0 = Math.multiplyHigh(a0 << LEFT_SHIFT, y0);
    long h1 = Math.multiplyHigh(x0, y1);
    long h2 = Math.multiplyHigh(x0, y2) + Math.multiplyHigh(a1 << LEFT_SHIFT, y1);
    long h3 = Math.multiplyHigh(x0, y3) + Math.multiplyHigh(x1, y2);
    long h4 = Math.multiplyHigh(x0, y4) + Math.multiplyHigh(x1, y3) + Math.multiplyHigh(a2 << LEFT_SHIFT, y2);
    long h5 = Math.multiplyHigh(x1, y4) + Math.multiplyHigh(x2, y3);
    long h6 = Math.multiplyHigh(x2, y4) + Math.multiplyHigh(a3 << LEFT_SHIFT, y3);
    long h7 = Math.multiplyHigh(x3, y4);
    long h8 = Math.multiplyHigh(x4, y4);
    long l0 = a0 * a0 - (h0 << LIMB_BITS);
    long l1 = twice0 * a1 - (h1 << LIMB_BITS);
    long l2 = twice0 * a2 + a1 * a1 - (h2 << LIMB_BITS);
    long l3 = twice0 * a3 + twice1 * a2 - (h3 << LIMB_BITS);
    long l4 = twice0 * a4 + twice1 * a3 + a2 * a2 - (h4 << LIMB_BITS);
    long l5 = twice1 * a4 + twice2 * a3 - (h5 << LIMB_BITS);
    long l6 = twice2 * a4 + a3 * a3 - (h6 << LIMB_BITS);
    long l7 = twice3 * a4 - (h7 << LIMB_BITS);
    long l8 = a4 * a4 - (h8 << LIMB_BITS);
    return fold(l0 + 19 * (l5 + h4), l1 + h0 + 19 * (l6 + h5), l2 + h1 + 19 * (l7 + h6),
        l3 + h2 + 19 * (l8 + h7), l4 + h3 + 19 * h8);
  }

  private Field25519 fold(long c0, long c1, long c2, long c3, long c4) {
    long d1 = c1 + (c0 >> LIMB_BITS);
    long d2 = c2 + (d1 >> LIMB_BITS);
    long d3 = c3 + (d2 >> LIMB_BITS);
    long d4 = c4 + (d3 >> LIMB_BITS);
    limb0 = (c0 & LIMB) + 19 * (d4 >> LIMB_BITS);
    limb1 = d1 & LIMB;
    limb2 = d2 & LIMB;
    limb3 = d3 & LIMB;
    limb4 = d4 & LIMB;
    return this;
  }

  /** Sets this to {@code a^(2^count)}. */
  private Field25519 squareTimes(Field25519 a, int count) {
    square(a);
    for (int i = 1; i < count; i++) {
      square(this);
    }
    return this;
  }

  /** Sets this to {@code a^((p - 5) / 8)}, an exponent of 250 ones, a zero and a one. */
  private Field25519 powerForRoot(Field25519 a) {
    Field25519 base = new Field25519().set(a);
    Field25519 ones5 = new Field25519();
    Field25519 t = new Field25519();
    t.square(base); // 2
    ones5.squareTimes(t, 2).multiply(ones5, base); // 9
    t.multiply(t, ones5); // 11
    t.square(t); // 22
    ones5.multiply(ones5, t); // 31, five ones
    Field25519 ones10 = repeat(ones5, 5, ones5);
    Field25519 ones20 = repeat(ones10, 10, ones10);
    Field25519 ones40 = repeat(ones20, 20, ones20);
    Field25519 ones50 = repeat(ones40, 10, ones10);
    Field25519 ones100 = repeat(ones50, 50, ones50);
    Field25519 ones200 = repeat(ones100, 100, ones100);
    Field25519 ones250 = repeat(ones200, 50, ones50);
    return squareTimes(ones250, 2).multiply(this, base);
  }

  /** Returns {@code a^(2^count) * b}. */
  private static Field25519 repeat(Field25519 a, int count, Field25519 b) {
    Field25519 result = new Field25519().squareTimes(a, count);
    return result.multiply(result, b);
  }

  /** Sets this to {@code 1 / a}, or to zero if that is zero. */
  public Field25519 invert(Field25519 a) {
    // p - 2 is 8 times (p - 5) / 8, plus 3.
    Field25519 cube = new Field25519().square(a);
    cube.multiply(cube, a);
    powerForRoot(a);
    return squareTimes(this, 3).multiply(this, cube);
  }

  /**
   * Sets this to the non-negative square root of {@code u / v}, or of {@code i u / v} if there is none, where i is
   * {@link #SQRT_MINUS_1}; to zero if either is zero. The operands must not be this element.
   *
   * @return whether {@code u / v} has a root; it has one if {@code u} is zero, and none if only {@code v} is
   */
  public boolean squareRootOfRatio(Field25519 u, Field25519 v) {
    Field25519 v3 = new Field25519().square(v);
    v3.multiply(v3, v);
    Field25519 t = new Field25519().square(v3);
    t.multiply(t, v).multiply(t, u);
    powerForRoot(t);
    multiply(this, v3).multiply(this, u);
    Field25519 check = new Field25519().square(this);
    check.multiply(check, v);
    boolean correct = check.equalTo(u);
    Field25519 minusU = new Field25519().negate(u);
    boolean flipped = check.equalTo(minusU);
    if (flipped || check.equalTo(t.multiply(minusU, SQRT_MINUS_1))) {
      multiply(this, SQRT_MINUS_1);
    }
    absolute();
    return correct || flipped;
  }

  /** Negates this element if it is negative. */
  public Field25519 absolute() {
    return isNegative() ? negate(this) : this;
  }

  /** Returns whether the value, below the prime, is odd. */
  public boolean isNegative() {
    return (canonical().limb0 & 1) != 0;
  }

  /** Returns whether this is zero. */
  public boolean isZero() {
    Field25519 c = canonical();
    return (c.limb0 | c.limb1 | c.limb2 | c.limb3 | c.limb4) == 0;
  }

  /** Returns whether this and another element are the same. */
  public boolean equalTo(Field25519 other) {
    return new Field25519().subtract(this, other).isZero();
  }

  private Field25519 canonical() {
    Field25519 copy = new Field25519().set(this);
    copy.reduce();
    return copy;
  }
}
