package io.pvfhost.engine.impl.crypto;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A point of secp256k1, the curve {@code y^2 = x^3 + 7}, in Jacobian coordinates: x = X/Z^2 and y = Y/Z^3. Mutable: an
 * operation overwrites this point with its result.
 */
public final class PointSecp256k1 {

  /** The number of points, a prime. */
  public static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  private static final FieldSecp256k1 SEVEN = FieldSecp256k1.of(7);
  private static final FieldSecp256k1 ONE = FieldSecp256k1.of(1);
  private static final int WIDTH = 5;
  private static final int BASE_WIDTH = 7;

  private final FieldSecp256k1 x = new FieldSecp256k1();
  private final FieldSecp256k1 y = new FieldSecp256k1();
  private final FieldSecp256k1 z = new FieldSecp256k1();
  private boolean infinite = true;

  // What an operation works with; kept so that a chain of them allocates nothing.
  private final FieldSecp256k1 a = new FieldSecp256k1();
  private final FieldSecp256k1 b = new FieldSecp256k1();
  private final FieldSecp256k1 c = new FieldSecp256k1();
  private final FieldSecp256k1 d = new FieldSecp256k1();
  private final FieldSecp256k1 e = new FieldSecp256k1();
  private final FieldSecp256k1 f = new FieldSecp256k1();

  /** Odd multiples of the base point; made when the first key is recovered. */
  private static final class Base {

    private static final PointSecp256k1[] ODD = oddMultiples(base(), BASE_WIDTH);
  }

  /** Makes the infinite point, the neutral element. */
  public PointSecp256k1() {}

  /** Returns the base point. */
  public static PointSecp256k1 base() {
    PointSecp256k1 point = new PointSecp256k1();
    point.setX(new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16), false);
    return point;
  }

  /**
   * Sets this to the point with an x, below the prime, and a y that is odd or even.
   *
   * @return whether there is one; this has no meaning if not
   */
  public boolean setX(BigInteger itsX, boolean odd) {
    x.set(FieldSecp256k1.of(itsX));
    z.set(ONE);
    infinite = false;
    a.square(x).multiply(a, x).add(a, SEVEN);
    if (!y.squareRoot(a)) {
      return false;
    }
    if (y.isOdd() != odd) {
      y.negate(y);
    }
    return true;
  }

  /** Returns whether this is the neutral element. */
  public boolean isInfinite() {
    return infinite;
  }

  /** Returns x and y, 32 bytes each, big-endian; the point must not be infinite. */
  public byte[] toBytes() {
    FieldSecp256k1 inverse = z.inverse();
    a.square(inverse);
    byte[] bytes = Arrays.copyOf(b.multiply(x, a).toBytes(), 2 * FieldSecp256k1.BYTES);
    a.multiply(a, inverse).multiply(a, y);
    System.arraycopy(a.toBytes(), 0, bytes, FieldSecp256k1.BYTES, FieldSecp256k1.BYTES);
    return bytes;
  }

  private PointSecp256k1 set(PointSecp256k1 p) {
    x.set(p.x);
    y.set(p.y);
    z.set(p.z);
    infinite = p.infinite;
    return this;
  }

  private PointSecp256k1 negate(PointSecp256k1 p) {
    set(p);
    y.negate(y);
    return this;
  }

  /** Sets this to {@code 2 this}. No point but the infinite one is its own negative. */
  public PointSecp256k1 twice() {
    if (infinite) {
      return this;
    }
    z.multiply(y, z).add(z, z);
    a.square(x);
    b.square(y);
    c.square(b);
    d.add(x, b).square(d).subtract(d, a).subtract(d, c).add(d, d);
    e.add(a, a).add(e, a);
    f.add(d, d);
    x.square(e).subtract(x, f);
    y.subtract(d, x).multiply(y, e);
    c.add(c, c).add(c, c).add(c, c);
    y.subtract(y, c);
    return this;
  }

  /** Sets this to {@code this + q}. */
  public PointSecp256k1 add(PointSecp256k1 q) {
    if (q.infinite) {
      return this;
    }
    if (infinite) {
      return set(q);
    }
    a.square(z);
    b.square(q.z);
    c.multiply(x, b); // x of this over the common denominator
    d.multiply(q.x, a).subtract(d, c);
    b.multiply(b, q.z).multiply(b, y); // y of this over the common denominator
    a.multiply(a, z).multiply(a, q.y).subtract(a, b);
    if (d.isZero()) {
      infinite = !a.isZero();
      return twice();
    }
    z.multiply(z, q.z).multiply(z, d);
    e.square(d);
    d.multiply(d, e);
    c.multiply(c, e);
    x.square(a).subtract(x, d).subtract(x, c).subtract(x, c);
    y.subtract(c, x).multiply(y, a);
    b.multiply(b, d);
    y.subtract(y, b);
    return this;
  }

  /**
   * Returns {@code m p + n G}, where G is the base point.
   *
   * @param m 32 bytes, little-endian; any number
   * @param n likewise
   */
  public static PointSecp256k1 sum(byte[] m, PointSecp256k1 p, byte[] n) {
    byte[] digits = SignedDigits.of(m, WIDTH);
    byte[] baseDigits = SignedDigits.of(n, BASE_WIDTH);
    PointSecp256k1[] odd = oddMultiples(p, WIDTH);
    PointSecp256k1[] baseOdd = Base.ODD;
    PointSecp256k1 result = new PointSecp256k1();
    PointSecp256k1 negative = new PointSecp256k1();
    for (int at = SignedDigits.COUNT - 1; at >= 0; at--) {
      result.twice();
      result.addDigit(digits[at], odd, negative);
      result.addDigit(baseDigits[at], baseOdd, negative);
    }
    return result;
  }

  private void addDigit(int digit, PointSecp256k1[] odd, PointSecp256k1 negative) {
    if (digit > 0) {
      add(odd[digit >> 1]);
    } else if (digit < 0) {
      add(negative.negate(odd[-digit >> 1]));
    }
  }

  private static PointSecp256k1[] oddMultiples(PointSecp256k1 p, int width) {
    PointSecp256k1[] odd = new PointSecp256k1[1 << (width - 2)];
    PointSecp256k1 two = new PointSecp256k1().set(p).twice();
    odd[0] = p;
    for (int i = 1; i < odd.length; i++) {
      odd[i] = new PointSecp256k1().set(odd[i - 1]).add(two);
    }
    return odd;
  }
}
