package io.pvfhost.engine.impl.ecc;

import java.math.BigInteger;

/**
 * A point of Bandersnatch, {@code -5 x^2 + y^2 = 1 + d x^2 y^2} over the scalar field of BLS12-381, in extended
 * coordinates; immutable. Formulas of Hisil, Wong, Carter and Dawson (eprint 2008/522, 3.1 and 3.3). As -5 is no square
 * they are not complete: outside of the subgroup of prime order some sums have no affine coordinates.
 */
final class EdwardsPoint implements GroupElement<EdwardsPoint> {

  /** The field of the coordinates. */
  static final Fp255.Field FIELD = new Fp255.Field(Bls12381.ORDER);

  static final EdwardsPoint ZERO = of(FIELD.of(BigInteger.ZERO), FIELD.of(BigInteger.ONE));

  /** 138827208126141220649022263972958607803 / 171449701953573178309673572579671231137, of eprint 2021/1152. */
  private static final Fp255 D = FIELD.of(new BigInteger(
      "6389c12633c267cbc66e3bf86be3b6d8cb66677177e54f92b369f2f5188d58e7", 16));

  private final Fp255 x;
  private final Fp255 y;
  private final Fp255 t;
  private final Fp255 z;

  private EdwardsPoint(Fp255 x, Fp255 y, Fp255 t, Fp255 z) {
    this.x = x;
    this.y = y;
    this.t = t;
    this.z = z;
  }

  /** Returns the point with affine coordinates. */
  static EdwardsPoint of(Fp255 x, Fp255 y) {
    return new EdwardsPoint(x, y, x.multiply(y), x.one());
  }

  /** Returns whether this point has affine coordinates. */
  boolean isAffine() {
    return !z.isZero();
  }

  /** Returns x and y. */
  Fp255[] affine() {
    Fp255 inverse = z.inverse();
    return new Fp255[] {x.multiply(inverse), y.multiply(inverse)};
  }

  private static Fp255 timesMinus5(Fp255 a) {
    Fp255 two = a.add(a);
    return two.add(two).add(a).negate();
  }

  @Override
  public EdwardsPoint negate() {
    return new EdwardsPoint(x.negate(), y, t.negate(), z);
  }

  @Override
  public EdwardsPoint twice() {
    Fp255 a = x.square();
    Fp255 b = y.square();
    Fp255 c = z.square();
    Fp255 d = timesMinus5(a);
    Fp255 e = x.multiply(y);
    Fp255 g = d.add(b);
    return product(e.add(e), g.subtract(c).subtract(c), g, d.subtract(b));
  }

  @Override
  public EdwardsPoint add(EdwardsPoint q) {
    Fp255 a = x.multiply(q.x);
    Fp255 b = y.multiply(q.y);
    Fp255 c = D.multiply(t).multiply(q.t);
    Fp255 d = z.multiply(q.z);
    Fp255 e = x.add(y).multiply(q.x.add(q.y)).subtract(a).subtract(b);
    return product(e, d.subtract(c), d.add(c), b.subtract(timesMinus5(a)));
  }

  private static EdwardsPoint product(Fp255 e, Fp255 f, Fp255 g, Fp255 h) {
    return new EdwardsPoint(e.multiply(f), g.multiply(h), e.multiply(h), f.multiply(g));
  }
}
