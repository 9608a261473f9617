package io.pvfhost.engine.impl.ecc;

/** An element {@code c0 + c1 v + c2 v^2} of the cubic extension of {@link Fp2} with {@code v^3 = 1 + u}, immutable. */
final class Fp6 {

  static final Fp6 ZERO = new Fp6(Fp2.ZERO, Fp2.ZERO, Fp2.ZERO);
  static final Fp6 ONE = new Fp6(Fp2.ONE, Fp2.ZERO, Fp2.ZERO);

  private final Fp2 c0;
  private final Fp2 c1;
  private final Fp2 c2;

  Fp6(Fp2 c0, Fp2 c1, Fp2 c2) {
    this.c0 = c0;
    this.c1 = c1;
    this.c2 = c2;
  }

  Fp2 c0() {
    return c0;
  }

  Fp2 c1() {
    return c1;
  }

  Fp2 c2() {
    return c2;
  }

  Fp6 add(Fp6 b) {
    return new Fp6(c0.add(b.c0), c1.add(b.c1), c2.add(b.c2));
  }

  Fp6 subtract(Fp6 b) {
    return new Fp6(c0.subtract(b.c0), c1.subtract(b.c1), c2.subtract(b.c2));
  }

  Fp6 negate() {
    return new Fp6(c0.negate(), c1.negate(), c2.negate());
  }

  Fp6 multiply(Fp6 b) {
    Fp2 p0 = c0.multiply(b.c0);
    Fp2 p1 = c1.multiply(b.c1);
    Fp2 p2 = c2.multiply(b.c2);
    Fp2 p01 = c0.add(c1).multiply(b.c0.add(b.c1)).subtract(p0).subtract(p1);
    Fp2 p02 = c0.add(c2).multiply(b.c0.add(b.c2)).subtract(p0).subtract(p2);
    Fp2 p12 = c1.add(c2).multiply(b.c1.add(b.c2)).subtract(p1).subtract(p2);
    return new Fp6(p0.add(p12.multiplyByXi()), p01.add(p2.multiplyByXi()), p02.add(p1));
  }

  /** Returns this times {@code b0 + b1 v}. */
  Fp6 multiplyBy01(Fp2 b0, Fp2 b1) {
    Fp2 p0 = c0.multiply(b0);
    Fp2 p1 = c1.multiply(b1);
    Fp2 p01 = c0.add(c1).multiply(b0.add(b1)).subtract(p0).subtract(p1);
    return new Fp6(p0.add(c2.multiply(b1).multiplyByXi()), p01, c2.multiply(b0).add(p1));
  }

  /** Returns this times {@code b1 v}. */
  Fp6 multiplyBy1(Fp2 b1) {
    return new Fp6(c2.multiply(b1).multiplyByXi(), c0.multiply(b1), c1.multiply(b1));
  }

  /** Returns this times {@code v}. */
  Fp6 multiplyByV() {
    return new Fp6(c2.multiplyByXi(), c0, c1);
  }

  /** Returns the inverse; zero has none. */
  Fp6 inverse() {
    Fp2 a = c0.square().subtract(c1.multiply(c2).multiplyByXi());
    Fp2 b = c2.square().multiplyByXi().subtract(c0.multiply(c1));
    Fp2 c = c1.square().subtract(c0.multiply(c2));
    Fp2 norm = c0.multiply(a).add(c2.multiply(b).add(c1.multiply(c)).multiplyByXi()).inverse();
    return new Fp6(a.multiply(norm), b.multiply(norm), c.multiply(norm));
  }

  boolean isZero() {
    return c0.isZero() && c1.isZero() && c2.isZero();
  }
}
