package io.pvfhost.engine.impl.ecc;

/** An element {@code c0 + c1 w} of the quadratic extension of {@link Fp6} with {@code w^2 = v}, immutable. */
final class Fp12 {

  static final Fp12 ONE = new Fp12(Fp6.ONE, Fp6.ZERO);

  /** {@code (1 + u)^((p - 1) / 6)}, by which {@code w} grows when it is taken to the power of the prime p. */
  private static final Fp2 FROBENIUS = new Fp2(
      Fp381.hex("1904d3bf02bb0667c231beb4202c0d1f0fd603fd3cbd5f4f7b2443d784bab9c4f67ea53d63e7813d8d0775ed92235fb8"),
      Fp381.hex("00fc3e2b36c4e03288e9e902231f9fb854a14787b6c7b36fec0c8ec971f63c5f282d5ac14d6c7ec22cf78a126ddc4af3"));

  private static final Fp2 FROBENIUS_2 = FROBENIUS.square();
  private static final Fp2 FROBENIUS_3 = FROBENIUS_2.multiply(FROBENIUS);
  private static final Fp2 FROBENIUS_4 = FROBENIUS_2.square();
  private static final Fp2 FROBENIUS_5 = FROBENIUS_4.multiply(FROBENIUS);

  private final Fp6 c0;
  private final Fp6 c1;

  Fp12(Fp6 c0, Fp6 c1) {
    this.c0 = c0;
    this.c1 = c1;
  }

  Fp6 c0() {
    return c0;
  }

  Fp6 c1() {
    return c1;
  }

  Fp12 multiply(Fp12 b) {
    Fp6 low = c0.multiply(b.c0);
    Fp6 high = c1.multiply(b.c1);
    Fp6 all = c0.add(c1).multiply(b.c0.add(b.c1));
    return new Fp12(low.add(high.multiplyByV()), all.subtract(low).subtract(high));
  }

  Fp12 square() {
    Fp6 product = c0.multiply(c1);
    Fp6 sums = c0.add(c1).multiply(c0.add(c1.multiplyByV()));
    return new Fp12(sums.subtract(product).subtract(product.multiplyByV()), product.add(product));
  }

  /** Returns this times {@code b0 + b1 v + b4 v w}, what the value of a line looks like. */
  Fp12 multiplyByLine(Fp2 b0, Fp2 b1, Fp2 b4) {
    Fp6 low = c0.multiplyBy01(b0, b1);
    Fp6 high = c1.multiplyBy1(b4);
    Fp6 all = c0.add(c1).multiplyBy01(b0, b1.add(b4));
    return new Fp12(low.add(high.multiplyByV()), all.subtract(low).subtract(high));
  }

  /** Returns {@code c0 - c1 w}, this to the power of {@code p^6}; the inverse of what is in the cyclotomic subgroup. */
  Fp12 conjugate() {
    return new Fp12(c0, c1.negate());
  }

  /** Returns this to the power of the prime. */
  Fp12 frobenius() {
    return new Fp12(
        new Fp6(c0.c0().conjugate(), c0.c1().conjugate().multiply(FROBENIUS_2),
            c0.c2().conjugate().multiply(FROBENIUS_4)),
        new Fp6(c1.c0().conjugate().multiply(FROBENIUS), c1.c1().conjugate().multiply(FROBENIUS_3),
            c1.c2().conjugate().multiply(FROBENIUS_5)));
  }

  /** Returns the inverse; zero has none. */
  Fp12 inverse() {
    Fp6 norm = c0.multiply(c0).subtract(c1.multiply(c1).multiplyByV()).inverse();
    return new Fp12(c0.multiply(norm), c1.multiply(norm).negate());
  }

  /**
   * Returns the square of what is in the cyclotomic subgroup, where a square over {@link Fp2} of three pairs is enough
   * (Granger and Scott, eprint 2009/565, 3.2).
   */
  Fp12 cyclotomicSquare() {
    Fp2[] a = pairSquare(c0.c0(), c1.c1());
    Fp2[] b = pairSquare(c1.c0(), c0.c2());
    Fp2[] c = pairSquare(c0.c1(), c1.c2());
    return new Fp12(
        new Fp6(thriceLessTwice(a[0], c0.c0()), thriceLessTwice(b[0], c0.c1()), thriceLessTwice(c[0], c0.c2())),
        new Fp6(thricePlusTwice(c[1].multiplyByXi(), c1.c0()), thricePlusTwice(a[1], c1.c1()),
            thricePlusTwice(b[1], c1.c2())));
  }

  /** Returns the square of {@code a + b y} with {@code y^2 = 1 + u}. */
  private static Fp2[] pairSquare(Fp2 a, Fp2 b) {
    Fp2 product = a.multiply(b);
    Fp2 sums = a.add(b).multiply(a.add(b.multiplyByXi()));
    return new Fp2[] {sums.subtract(product).subtract(product.multiplyByXi()), product.add(product)};
  }

  private static Fp2 thriceLessTwice(Fp2 a, Fp2 b) {
    Fp2 difference = a.subtract(b);
    return difference.add(difference).add(a);
  }

  private static Fp2 thricePlusTwice(Fp2 a, Fp2 b) {
    Fp2 sum = a.add(b);
    return sum.add(sum).add(a);
  }

  boolean isZero() {
    return c0.isZero() && c1.isZero();
  }
}
