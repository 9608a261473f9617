package io.pvfhost.engine.impl.crypto;

import java.util.Arrays;

/** The group ristretto255 (RFC 9496), whose elements are classes of points of edwards25519. */
public final class Ristretto {

  /** Bytes of an encoded element. */
  public static final int BYTES = 32;

  private static final Field25519 ONE = Field25519.of(1);

  private Ristretto() {}

  /**
   * Decodes an element, of which there is one encoding only.
   *
   * @param point becomes a point of the class; has no meaning if there is none
   * @return whether the bytes encode an element
   */
  public static boolean decode(byte[] bytes, EdwardsPoint point) {
    Field25519 s = new Field25519().read(bytes, 0);
    if (s.isNegative() || !Arrays.equals(s.toBytes(), bytes)) {
      return false;
    }
    Field25519 square = new Field25519().square(s);
    Field25519 u1 = new Field25519().subtract(ONE, square);
    Field25519 u2 = new Field25519().add(ONE, square);
    Field25519 u2Squared = new Field25519().square(u2);
    Field25519 v = new Field25519().square(u1);
    v.multiply(v, EdwardsPoint.D).negate(v).subtract(v, u2Squared);
    Field25519 root = new Field25519();
    if (!root.squareRootOfRatio(ONE, new Field25519().multiply(v, u2Squared))) {
      return false;
    }
    Field25519 x = new Field25519().multiply(root, u2);
    Field25519 y = new Field25519().multiply(root, x);
    y.multiply(y, v).multiply(y, u1);
    x.multiply(x, s);
    x.add(x, x).absolute();
    point.setAffine(x, y);
    return !point.t().isNegative() && !y.isZero();
  }

  /** Returns whether two points are of the same class. */
  public static boolean equal(EdwardsPoint p, EdwardsPoint q) {
    Field25519 a = new Field25519();
    Field25519 b = new Field25519();
    return a.multiply(p.x(), q.y()).equalTo(b.multiply(p.y(), q.x()))
        || a.multiply(p.y(), q.y()).equalTo(b.multiply(p.x(), q.x()));
  }
}
