package io.pvfhost.engine.impl.ecc;

/**
 * A point of a curve {@code y^2 = x^3 + b} in Jacobian coordinates, x = X/Z^2 and y = Y/Z^3; immutable. No formula
 * knows b, so every pair of coordinates is a point of some such curve. Two points with the same x that are not the same
 * point add up to the infinite one.
 */
final class JacobianPoint<E extends FieldElement<E>> implements GroupElement<JacobianPoint<E>> {

  private final E x;
  private final E y;
  private final E z;

  /** Whether Z is one. */
  private final boolean affine;

  private JacobianPoint(E x, E y, E z, boolean affine) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.affine = affine;
  }

  /** Returns the infinite point, the neutral element. */
  static <E extends FieldElement<E>> JacobianPoint<E> infinite() {
    return new JacobianPoint<>(null, null, null, false);
  }

  /** Returns a finite point. */
  static <E extends FieldElement<E>> JacobianPoint<E> of(E x, E y) {
    return new JacobianPoint<>(x, y, x.one(), true);
  }

  boolean isInfinite() {
    return z == null;
  }

  /** Returns X, which is x if the point was made of its coordinates or by {@link #normalize}. */
  E x() {
    return x;
  }

  /** Returns Y, likewise. */
  E y() {
    return y;
  }

  /** Returns this point with a Z that is one; an infinite one as it is. */
  JacobianPoint<E> normalize() {
    if (affine || isInfinite()) {
      return this;
    }
    E inverse = z.inverse();
    E square = inverse.square();
    return of(x.multiply(square), y.multiply(square).multiply(inverse));
  }

  @Override
  public JacobianPoint<E> negate() {
    return isInfinite() ? this : new JacobianPoint<>(x, y.negate(), z, affine);
  }

  /** Returns the point with another X, on the same curve if that is X times a cube root of one. */
  JacobianPoint<E> scaleX(E factor) {
    return isInfinite() ? this : new JacobianPoint<>(x.multiply(factor), y, z, affine);
  }

  @Override
  public JacobianPoint<E> twice() {
    if (isInfinite() || y.isZero()) {
      return infinite();
    }
    E a = x.square();
    E b = y.square();
    E c = b.square();
    E d = x.multiply(b);
    d = d.add(d);
    d = d.add(d);
    E e = a.add(a).add(a);
    E newX = e.square().subtract(d).subtract(d);
    c = c.add(c);
    c = c.add(c);
    c = c.add(c);
    E newZ = affine ? y : y.multiply(z);
    return new JacobianPoint<>(newX, d.subtract(newX).multiply(e).subtract(c), newZ.add(newZ), false);
  }

  @Override
  public JacobianPoint<E> add(JacobianPoint<E> q) {
    if (isInfinite()) {
      return q;
    }
    if (q.isInfinite()) {
      return this;
    }
    E ownX = x;
    E ownY = y;
    E otherX = q.x;
    E otherY = q.y;
    if (!q.affine) {
      E square = q.z.square();
      ownX = ownX.multiply(square);
      ownY = ownY.multiply(square.multiply(q.z));
    }
    if (!affine) {
      E square = z.square();
      otherX = otherX.multiply(square);
      otherY = otherY.multiply(square.multiply(z));
    }
    E h = otherX.subtract(ownX);
    E r = otherY.subtract(ownY);
    if (h.isZero()) {
      return r.isZero() ? twice() : infinite();
    }
    E square = h.square();
    E cube = square.multiply(h);
    E v = ownX.multiply(square);
    E newX = r.square().subtract(cube).subtract(v).subtract(v);
    E newY = v.subtract(newX).multiply(r).subtract(ownY.multiply(cube));
    return new JacobianPoint<>(newX, newY, commonZ(q).multiply(h), false);
  }

  private E commonZ(JacobianPoint<E> q) {
    if (affine) {
      return q.z;
    }
    return q.affine ? z : z.multiply(q.z);
  }
}
