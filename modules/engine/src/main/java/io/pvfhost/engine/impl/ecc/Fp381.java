package io.pvfhost.engine.impl.ecc;

import java.math.BigInteger;

/**
 * An element of the base field of BLS12-381, immutable.
 *
 * <p>It is held as {@code a R} modulo the prime, R = 2^392 (Montgomery's form), as the sum of {@code limb[i] * 2^(56
 * i)} over seven limbs. All but the highest are from 0 up to 2^56; the highest has the sign. The value is not below the
 * prime but within eight times the prime, on both sides of zero, so that sums seldom need to be reduced.
 *
 * <p>A product of two limbs is split at bit 56: its upper part is the high word of the limbs shifted by 8 bits
 * together; the lower parts are had for a whole column at once, as the wrapped sum less the upper parts. So there is
 * neither an unsigned product nor a comparison for a carry.
 */
public final class Fp381 implements FieldElement<Fp381> {

  /** Bytes of an encoded element. */
  public static final int BYTES = 48;

  /** The prime, of the definition of the curve. */
  public static final BigInteger PRIME = new BigInteger(
      "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab", 16);

  private static final int LIMBS = 7;
  private static final int BITS = 56;
  private static final int HALF = 4;
  private static final long LIMB = (1L << BITS) - 1;

  // The limbs of the prime, and the same shifted.
  private static final long P0 = 0xfeffffffffaaabL;
  private static final long P1 = 0xfffeb153ffffb9L;
  private static final long P2 = 0xa0f6b0f6241eabL;
  private static final long P3 = 0xf38512bf6730d2L;
  private static final long P4 = 0x4bacd764774b84L;
  private static final long P5 = 0xe69a4b1ba7b643L;
  private static final long P6 = 0x001a0111ea397fL;
  private static final long Q0 = P0 << HALF;
  private static final long Q1 = P1 << HALF;
  private static final long Q2 = P2 << HALF;
  private static final long Q3 = P3 << HALF;
  private static final long Q4 = P4 << HALF;
  private static final long Q5 = P5 << HALF;
  private static final long Q6 = P6 << HALF;

  /** {@code -1 / PRIME} modulo 2^56. */
  private static final long INVERSE = 0xf3fffcfffcfffdL;

  /** How many times the prime a value may be in size. */
  private static final int SPAN = 8;

  /** What the highest limb may be in size before a value is reduced. */
  private static final long HIGHEST = (SPAN - 1) * P6;

  /** {@code R^2}, which brings a number into Montgomery's form. */
  private static final Fp381 SQUARE = raw(BigInteger.ONE.shiftLeft(2 * BITS * LIMBS).mod(PRIME));

  static final Fp381 ZERO = new Fp381(0, 0, 0, 0, 0, 0, 0);
  static final Fp381 ONE = of(BigInteger.ONE);

  private final long limb0;
  private final long limb1;
  private final long limb2;
  private final long limb3;
  private final long limb4;
  private final long limb5;
  private final long limb6;

  private Fp381(long t0, long t1, long t2, long t3, long t4, long t5, long t6) {
    limb0 = t0;
    limb1 = t1;
    limb2 = t2;
    limb3 = t3;
    limb4 = t4;
    limb5 = t5;
    limb6 = t6;
  }

  /** Carries between limbs, and reduces a value that has become large. */
  private static Fp381 carried(long t0, long t1, long t2, long t3, long t4, long t5, long t6) {
    long c1 = t1 + (t0 >> BITS);
    long c2 = t2 + (c1 >> BITS);
    long c3 = t3 + (c2 >> BITS);
    long c4 = t4 + (c3 >> BITS);
    long c5 = t5 + (c4 >> BITS);
    long c6 = t6 + (c5 >> BITS);
    Fp381 sum = new Fp381(t0 & LIMB, c1 & LIMB, c2 & LIMB, c3 & LIMB, c4 & LIMB, c5 & LIMB, c6);
    return Math.abs(c6) <= HIGHEST ? sum : sum.minusPrimes(c6 / P6);
  }

  private Fp381 minusPrimes(long count) {
    return carried(limb0 - count * P0, limb1 - count * P1, limb2 - count * P2,
        limb3 - count * P3, limb4 - count * P4, limb5 - count * P5, limb6 - count * P6);
  }

  private static Fp381 raw(BigInteger value) {
    long[] limb = new long[LIMBS];
    for (int i = 0; i < LIMBS; i++) {
      limb[i] = value.shiftRight(BITS * i).longValue() & LIMB;
    }
    return new Fp381(limb[0], limb[1], limb[2], limb[3], limb[4], limb[5], limb[6]);
  }

  /** Returns the element for a number from 0 up to the prime. */
  public static Fp381 of(BigInteger value) {
    return raw(value).multiply(SQUARE);
  }

  /** Reads 96 hexadecimal digits, the highest first. */
  static Fp381 hex(String digits) {
    return of(new BigInteger(digits, 16));
  }

  /** Returns the number that this element stands for, from 0 up to the prime. */
  public BigInteger toBigInteger() {
    Fp381 value = reduce(limb0, limb1, limb2, limb3, limb4, limb5, limb6, 0, 0, 0, 0, 0, 0, 0);
    BigInteger number = BigInteger.valueOf(value.limb6);
    for (long limb : new long[] {value.limb5, value.limb4, value.limb3, value.limb2, value.limb1, value.limb0}) {
      number = number.shiftLeft(BITS).or(BigInteger.valueOf(limb));
    }
    return number.equals(PRIME) ? BigInteger.ZERO : number;
  }

  @Override
  public Fp381 one() {
    return ONE;
  }

  @Override
  public Fp381 add(Fp381 b) {
    return carried(limb0 + b.limb0, limb1 + b.limb1, limb2 + b.limb2, limb3 + b.limb3,
        limb4 + b.limb4, limb5 + b.limb5, limb6 + b.limb6);
  }

  @Override
  public Fp381 subtract(Fp381 b) {
    return carried(limb0 - b.limb0, limb1 - b.limb1, limb2 - b.limb2, limb3 - b.limb3,
        limb4 - b.limb4, limb5 - b.limb5, limb6 - b.limb6);
  }

  @Override
  public Fp381 negate() {
    return carried(-limb0, -limb1, -limb2, -limb3, -limb4, -limb5, -limb6);
  }

  @Override
  public Fp381 multiply(Fp381 b) {
    long a0 = limb0;
    long a1 = limb1;
    long a2 = limb2;
    long a3 = limb3;
    long a4 = limb4;
    long a5 = limb5;
    long a6 = limb6;
    long b0 = b.limb0;
    long b1 = b.limb1;
    long b2 = b.limb2;
    long b3 = b.limb3;
    long b4 = b.limb4;
    long b5 = b.limb5;
    long b6 = b.limb6;
    long x0 = a0 << HALF;
    long x1 = a1 << HALF;
    long x2 = a2 << HALF;
    long x3 = a3 << HALF;
    long x4 = a4 << HALF;
    long x5 = a5 << HALF;
    long x6 = a6 << HALF;
    long y0 = b0 << HALF;
    long y1 = b1 << HALF;
    long y2 = b2 << HALF;
    long y3 = b3 << HALF;
    long y4 = b4 << HALF;
    long y5 = b5 << HALF;
    long y6 = b6 << HALF;
    long h0 = high(x0, y0);
    long h1 = high(x0, y1) + high(x1, y0);
    long h2 = high(x0, y2) + high(x1, y1) + high(x2, y0);
    long h3 = high(x0, y3) + high(x1, y2) + high(x2, y1) + high(x3, y0);
    long h4 = high(x0, y4) + high(x1, y3) + high(x2, y2) + high(x3, y1) + high(x4, y0);
    long h5 = high(x0, y5) + high(x1, y4) + high(x2, y3) + high(x3, y2) + high(x4, y1) + high(x5, y0);
    long h6 = high(x0, y6) + high(x1, y5) + high(x2, y4) + high(x3, y3) + high(x4, y2) + high(x5, y1)
        + high(x6, y0);
    long h7 = high(x1, y6) + high(x2, y5) + high(x3, y4) + high(x4, y3) + high(x5, y2) + high(x6, y1);
    long h8 = high(x2, y6) + high(x3, y5) + high(x4, y4) + high(x5, y3) + high(x6, y2);
    long h9 = high(x3, y6) + high(x4, y5) + high(x5, y4) + high(x6, y3);
    long h10 = high(x4, y6) + high(x5, y5) + high(x6, y4);
    long h11 = high(x5, y6) + high(x6, y5);
    long h12 = high(x6, y6);
    long c0 = a0 * b0 - (h0 << BITS);
    long c1 = a0 * b1 + a1 * b0 - (h1 << BITS) + h0;
    long c2 = a0 * b2 + a1 * b1 + a2 * b0 - (h2 << BITS) + h1;
    long c3 = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 - (h3 << BITS) + h2;
    long c4 = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 - (h4 << BITS) + h3;
    long c5 = a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0 - (h5 << BITS) + h4;
    long c6 = a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0 - (h6 << BITS) + h5;
    long c7 = a1 * b6 + a2 * b5 + a3 * b4 + a4 * b3 + a5 * b2 + a6 * b1 - (h7 << BITS) + h6;
    long c8 = a2 * b6 + a3 * b5 + a4 * b4 + a5 * b3 + a6 * b2 - (h8 << BITS) + h7;
    long c9 = a3 * b6 + a4 * b5 + a5 * b4 + a6 * b3 - (h9 << BITS) + h8;
    long c10 = a4 * b6 + a5 * b5 + a6 * b4 - (h10 << BITS) + h9;
    long c11 = a5 * b6 + a6 * b5 - (h11 << BITS) + h10;
    long c12 = a6 * b6 - (h12 << BITS) + h11;
    return reduce(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, h12);
  }

  @Override
  public Fp381 square() {
    return multiply(this);
  }

  /** Returns the sum of {@code c[i] * 2^(56 i)}, divided by R. */
  private static Fp381 reduce(long c0, long c1, long c2, long c3, long c4, long c5, long c6,
      long c7, long c8, long c9, long c10, long c11, long c12, long c13) {
    // Multiples of the prime are added that make one limb after the other zero.
    long m0 = c0 * INVERSE & LIMB;
    long x0 = m0 << HALF;
    long h0 = high(x0, Q0);
    long carry = (c0 + LIMB) >> BITS;
    long g1 = high(x0, Q1);
    long v1 = c1 + m0 * P1 - (g1 << BITS) + h0 + carry;
    long m1 = v1 * INVERSE & LIMB;
    long x1 = m1 << HALF;
    long h1 = g1 + high(x1, Q0);
    carry = (v1 + LIMB) >> BITS;
    long g2 = high(x0, Q2) + high(x1, Q1);
    long v2 = c2 + m0 * P2 + m1 * P1 - (g2 << BITS) + h1 + carry;
    long m2 = v2 * INVERSE & LIMB;
    long x2 = m2 << HALF;
    long h2 = g2 + high(x2, Q0);
    carry = (v2 + LIMB) >> BITS;
    long g3 = high(x0, Q3) + high(x1, Q2) + high(x2, Q1);
    long v3 = c3 + m0 * P3 + m1 * P2 + m2 * P1 - (g3 << BITS) + h2 + carry;
    long m3 = v3 * INVERSE & LIMB;
    long x3 = m3 << HALF;
    long h3 = g3 + high(x3, Q0);
    carry = (v3 + LIMB) >> BITS;
    long g4 = high(x0, Q4) + high(x1, Q3) + high(x2, Q2) + high(x3, Q1);
    long v4 = c4 + m0 * P4 + m1 * P3 + m2 * P2 + m3 * P1 - (g4 << BITS) + h3 + carry;
    long m4 = v4 * INVERSE & LIMB;
    long x4 = m4 << HALF;
    long h4 = g4 + high(x4, Q0);
    carry = (v4 + LIMB) >> BITS;
    long g5 = high(x0, Q5) + high(x1, Q4) + high(x2, Q3) + high(x3, Q2) + high(x4, Q1);
    long v5 = c5 + m0 * P5 + m1 * P4 + m2 * P3 + m3 * P2 + m4 * P1 - (g5 << BITS) + h4 + carry;
    long m5 = v5 * INVERSE & LIMB;
    long x5 = m5 << HALF;
    long h5 = g5 + high(x5, Q0);
    carry = (v5 + LIMB) >> BITS;
    long g6 = high(x0, Q6) + high(x1, Q5) + high(x2, Q4) + high(x3, Q3) + high(x4, Q2) + high(x5, Q1);
    long v6 = c6 + m0 * P6 + m1 * P5 + m2 * P4 + m3 * P3 + m4 * P2 + m5 * P1 - (g6 << BITS) + h5 + carry;
    long m6 = v6 * INVERSE & LIMB;
    long x6 = m6 << HALF;
    long h6 = g6 + high(x6, Q0);
    carry = (v6 + LIMB) >> BITS;
    long h7 = high(x1, Q6) + high(x2, Q5) + high(x3, Q4) + high(x4, Q3) + high(x5, Q2) + high(x6, Q1);
    long v7 = c7 + m1 * P6 + m2 * P5 + m3 * P4 + m4 * P3 + m5 * P2 + m6 * P1 - (h7 << BITS) + h6 + carry;
    carry = v7 >> BITS;
    long h8 = high(x2, Q6) + high(x3, Q5) + high(x4, Q4) + high(x5, Q3) + high(x6, Q2);
    long v8 = c8 + m2 * P6 + m3 * P5 + m4 * P4 + m5 * P3 + m6 * P2 - (h8 << BITS) + h7 + carry;
    carry = v8 >> BITS;
    long h9 = high(x3, Q6) + high(x4, Q5) + high(x5, Q4) + high(x6, Q3);
    long v9 = c9 + m3 * P6 + m4 * P5 + m5 * P4 + m6 * P3 - (h9 << BITS) + h8 + carry;
    carry = v9 >> BITS;
    long h10 = high(x4, Q6) + high(x5, Q5) + high(x6, Q4);
    long v10 = c10 + m4 * P6 + m5 * P5 + m6 * P4 - (h10 << BITS) + h9 + carry;
    carry = v10 >> BITS;
    long h11 = high(x5, Q6) + high(x6, Q5);
    long v11 = c11 + m5 * P6 + m6 * P5 - (h11 << BITS) + h10 + carry;
    carry = v11 >> BITS;
    long h12 = high(x6, Q6);
    long v12 = c12 + m6 * P6 - (h12 << BITS) + h11 + carry;
    carry = v12 >> BITS;
    return new Fp381(v7 & LIMB, v8 & LIMB, v9 & LIMB, v10 & LIMB, v11 & LIMB, v12 & LIMB, c13 + h12 + carry);
  }

  private static long high(long a, long b) {
    return Math.multiplyHigh(a, b);
  }

  @Override
  public Fp381 inverse() {
    return of(toBigInteger().modInverse(PRIME));
  }

  @Override
  public boolean isZero() {
    // A multiple of the prime within the allowed span tells by its lowest limb which one it is.
    long multiple = (SPAN - limb0 * INVERSE & LIMB) - SPAN;
    if (multiple > SPAN) {
      return false;
    }
    Fp381 rest = minusPrimes(multiple);
    return (rest.limb0 | rest.limb1 | rest.limb2 | rest.limb3 | rest.limb4 | rest.limb5 | rest.limb6) == 0;
  }
}
