package io.pvfhost.engine.impl.ecc;

import java.math.BigInteger;

/**
 * An element of a field of a prime of up to 255 bits, immutable. As {@link Fp381}, but with five limbs of 54 bits, R =
 * 2^270 and a prime that is chosen.
 */
public final class Fp255 implements FieldElement<Fp255> {

  /** Bytes of an encoded element. */
  public static final int BYTES = 32;

  private static final int LIMBS = 5;
  private static final int BITS = 54;
  private static final int HALF = 5;
  private static final long LIMB = (1L << BITS) - 1;
  private static final int SPAN = 8;

  /** A prime, and what follows from it. */
  public static final class Field {

    private final BigInteger prime;
    private final long p0;
    private final long p1;
    private final long p2;
    private final long p3;
    private final long p4;
    private final long inverse;
    private final long highest;
    private final Fp255 square;
    private final Fp255 one;

    /** Makes the field of a prime above 2^250 and below 2^255. */
    public Field(BigInteger prime) {
      this.prime = prime;
      long[] p = split(prime);
      p0 = p[0];
      p1 = p[1];
      p2 = p[2];
      p3 = p[3];
      p4 = p[4];
      inverse = prime.negate().modInverse(BigInteger.ONE.shiftLeft(BITS)).longValue();
      highest = (SPAN - 1) * p4;
      square = raw(BigInteger.ONE.shiftLeft(2 * BITS * LIMBS).mod(prime));
      one = of(BigInteger.ONE);
    }

    /** Returns the prime. */
    public BigInteger prime() {
      return prime;
    }

    /** Returns the element for a number from 0 up to the prime. */
    public Fp255 of(BigInteger value) {
      return raw(value).multiply(square);
    }

    private Fp255 raw(BigInteger value) {
      long[] limb = split(value);
      return new Fp255(this, limb[0], limb[1], limb[2], limb[3], limb[4]);
    }

    private static long[] split(BigInteger value) {
      long[] limb = new long[LIMBS];
      for (int i = 0; i < LIMBS; i++) {
        limb[i] = value.shiftRight(BITS * i).longValue() & LIMB;
      }
      return limb;
    }
  }

  private final Field field;
  private final long limb0;
  private final long limb1;
  private final long limb2;
  private final long limb3;
  private final long limb4;

  private Fp255(Field field, long t0, long t1, long t2, long t3, long t4) {
    this.field = field;
    limb0 = t0;
    limb1 = t1;
    limb2 = t2;
    limb3 = t3;
    limb4 = t4;
  }

  private Fp255 carried(long t0, long t1, long t2, long t3, long t4) {
    long c1 = t1 + (t0 >> BITS);
    long c2 = t2 + (c1 >> BITS);
    long c3 = t3 + (c2 >> BITS);
    long c4 = t4 + (c3 >> BITS);
    Fp255 sum = new Fp255(field, t0 & LIMB, c1 & LIMB, c2 & LIMB, c3 & LIMB, c4);
    return Math.abs(c4) <= field.highest ? sum : sum.minusPrimes(c4 / field.p4);
  }

  private Fp255 minusPrimes(long count) {
    return carried(limb0 - count * field.p0, limb1 - count * field.p1, limb2 - count * field.p2,
        limb3 - count * field.p3, limb4 - count * field.p4);
  }

  /** Returns the number that this element stands for, from 0 up to the prime. */
  public BigInteger toBigInteger() {
    Fp255 value = reduce(limb0, limb1, limb2, limb3, limb4, 0, 0, 0, 0, 0);
    BigInteger number = BigInteger.valueOf(value.limb4);
    for (long limb : new long[] {value.limb3, value.limb2, value.limb1, value.limb0}) {
      number = number.shiftLeft(BITS).or(BigInteger.valueOf(limb));
    }
    return number.equals(field.prime) ? BigInteger.ZERO : number;
  }

  @Override
  public Fp255 one() {
    return field.one;
  }

  @Override
  public Fp255 add(Fp255 b) {
    return carried(limb0 + b.limb0, limb1 + b.limb1, limb2 + b.limb2, limb3 + b.limb3, limb4 + b.limb4);
  }

  @Override
  public Fp255 subtract(Fp255 b) {
    return carried(limb0 - b.limb0, limb1 - b.limb1, limb2 - b.limb2, limb3 - b.limb3, limb4 - b.limb4);
  }

  @Override
  public Fp255 negate() {
    return carried(-limb0, -limb1, -limb2, -limb3, -limb4);
  }

  @Override
  public Fp255 multiply(Fp255 b) {
    long a0 = limb0;
    long a1 = limb1;
    long a2 = limb2;
    long a3 = limb3;
    long a4 = limb4;
    long b0 = b.limb0;
    long b1 = b.limb1;
    long b2 = b.limb2;
    long b3 = b.limb3;
    long b4 = b.limb4;
    long x0 = a0 << HALF;
    long x1 = a1 << HALF;
    long x2 = a2 << HALF;
    long x3 = a3 << HALF;
    long x4 = a4 << HALF;
    long y0 = b0 << HALF;
    long y1 = b1 << HALF;
    long y2 = b2 << HALF;
    long y3 = b3 << HALF;
    long y4 = b4 << HALF;
    long h0 = high(x0, y0);
    long h1 = high(x0, y1) + high(x1, y0);
    long h2 = high(x0, y2) + high(x1, y1) + high(x2, y0);
    long h3 = high(x0, y3) + high(x1, y2) + high(x2, y1) + high(x3, y0);
    long h4 = high(x0, y4) + high(x1, y3) + high(x2, y2) + high(x3, y1) + high(x4, y0);
    long h5 = high(x1, y4) + high(x2, y3) + high(x3, y2) + high(x4, y1);
    long h6 = high(x2, y4) + high(x3, y3) + high(x4, y2);
    long h7 = high(x3, y4) + high(x4, y3);
    long h8 = high(x4, y4);
    long c0 = a0 * b0 - (h0 << BITS);
    long c1 = a0 * b1 + a1 * b0 - (h1 << BITS) + h0;
    long c2 = a0 * b2 + a1 * b1 + a2 * b0 - (h2 << BITS) + h1;
    long c3 = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 - (h3 << BITS) + h2;
    long c4 = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 - (h4 << BITS) + h3;
    long c5 = a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 - (h5 << BITS) + h4;
    long c6 = a2 * b4 + a3 * b3 + a4 * b2 - (h6 << BITS) + h5;
    long c7 = a3 * b4 + a4 * b3 - (h7 << BITS) + h6;
    long c8 = a4 * b4 - (h8 << BITS) + h7;
    return reduce(c0, c1, c2, c3, c4, c5, c6, c7, c8, h8);
  }

  @Override
  public Fp255 square() {
    return multiply(this);
  }

  /** Returns the sum of {@code c[i] * 2^(54 i)}, divided by R. */
  private Fp255 reduce(long c0, long c1, long c2, long c3, long c4,
      long c5, long c6, long c7, long c8, long c9) {
    long p0 = field.p0;
    long p1 = field.p1;
    long p2 = field.p2;
    long p3 = field.p3;
    long p4 = field.p4;
    long q0 = p0 << HALF;
    long q1 = p1 << HALF;
    long q2 = p2 << HALF;
    long q3 = p3 << HALF;
    long q4 = p4 << HALF;
    long inverse = field.inverse;
    long m0 = c0 * inverse & LIMB;
    long x0 = m0 << HALF;
    long h0 = high(x0, q0);
    long carry = (c0 + LIMB) >> BITS;
    long g1 = high(x0, q1);
    long v1 = c1 + m0 * p1 - (g1 << BITS) + h0 + carry;
    long m1 = v1 * inverse & LIMB;
    long x1 = m1 << HALF;
    long h1 = g1 + high(x1, q0);
    carry = (v1 + LIMB) >> BITS;
    long g2 = high(x0, q2) + high(x1, q1);
    long v2 = c2 + m0 * p2 + m1 * p1 - (g2 << BITS) + h1 + carry;
    long m2 = v2 * inverse & LIMB;
    long x2 = m2 << HALF;
    long h2 = g2 + high(x2, q0);
    carry = (v2 + LIMB) >> BITS;
    long g3 = high(x0, q3) + high(x1, q2) + high(x2, q1);
    long v3 = c3 + m0 * p3 + m1 * p2 + m2 * p1 - (g3 << BITS) + h2 + carry;
    long m3 = v3 * inverse & LIMB;
    long x3 = m3 << HALF;
    long h3 = g3 + high(x3, q0);
    carry = (v3 + LIMB) >> BITS;
    long g4 = high(x0, q4) + high(x1, q3) + high(x2, q2) + high(x3, q1);
    long v4 = c4 + m0 * p4 + m1 * p3 + m2 * p2 + m3 * p1 - (g4 << BITS) + h3 + carry;
    long m4 = v4 * inverse & LIMB;
    long x4 = m4 << HALF;
    long h4 = g4 + high(x4, q0);
    carry = (v4 + LIMB) >> BITS;
    long h5 = high(x1, q4) + high(x2, q3) + high(x3, q2) + high(x4, q1);
    long v5 = c5 + m1 * p4 + m2 * p3 + m3 * p2 + m4 * p1 - (h5 << BITS) + h4 + carry;
    carry = v5 >> BITS;
    long h6 = high(x2, q4) + high(x3, q3) + high(x4, q2);
    long v6 = c6 + m2 * p4 + m3 * p3 + m4 * p2 - (h6 << BITS) + h5 + carry;
    carry = v6 >> BITS;
    long h7 = high(x3, q4) + high(x4, q3);
    long v7 = c7 + m3 * p4 + m4 * p3 - (h7 << BITS) + h6 + carry;
    carry = v7 >> BITS;
    long h8 = high(x4, q4);
    long v8 = c8 + m4 * p4 - (h8 << BITS) + h7 + carry;
    carry = v8 >> BITS;
    return new Fp255(field, v5 & LIMB, v6 & LIMB, v7 & LIMB, v8 & LIMB, c9 + h8 + carry);
  }

  private static long high(long a, long b) {
    return Math.multiplyHigh(a, b);
  }

  @Override
  public Fp255 inverse() {
    return field.of(toBigInteger().modInverse(field.prime));
  }

  @Override
  public boolean isZero() {
    long multiple = (SPAN - limb0 * field.inverse & LIMB) - SPAN;
    if (multiple > SPAN) {
      return false;
    }
    Fp255 rest = minusPrimes(multiple);
    return (rest.limb0 | rest.limb1 | rest.limb2 | rest.limb3 | rest.limb4) == 0;
  }
}
