package io.pvfhost.engine.impl.ecc;

/** An element {@code c0 + c1 u} of the quadratic extension of {@link Fp381} with {@code u^2 = -1}, immutable. */
final class Fp2 implements FieldElement<Fp2> {

  static final Fp2 ZERO = new Fp2(Fp381.ZERO, Fp381.ZERO);
  static final Fp2 ONE = new Fp2(Fp381.ONE, Fp381.ZERO);

  private final Fp381 c0;
  private final Fp381 c1;

  Fp2(Fp381 c0, Fp381 c1) {
    this.c0 = c0;
    this.c1 = c1;
  }

  Fp381 c0() {
    return c0;
  }

  Fp381 c1() {
    return c1;
  }

  @Override
  public Fp2 one() {
    return ONE;
  }

  @Override
  public Fp2 add(Fp2 b) {
    return new Fp2(c0.add(b.c0), c1.add(b.c1));
  }

  @Override
  public Fp2 subtract(Fp2 b) {
    return new Fp2(c0.subtract(b.c0), c1.subtract(b.c1));
  }

  @Override
  public Fp2 negate() {
    return new Fp2(c0.negate(), c1.negate());
  }

  @Override
  public Fp2 multiply(Fp2 b) {
    Fp381 low = c0.multiply(b.c0);
    Fp381 high = c1.multiply(b.c1);
    Fp381 all = c0.add(c1).multiply(b.c0.add(b.c1));
    return new Fp2(low.subtract(high), all.subtract(low).subtract(high));
  }

  @Override
  public Fp2 square() {
    Fp381 product = c0.multiply(c1);
    return new Fp2(c0.add(c1).multiply(c0.subtract(c1)), product.add(product));
  }

  /** Returns this times an element of the base field. */
  Fp2 scale(Fp381 factor) {
    return new Fp2(c0.multiply(factor), c1.multiply(factor));
  }

  /** Returns this times {@code 1 + u}, of which neither a square nor a cube root is in this field. */
  Fp2 multiplyByXi() {
    return new Fp2(c0.subtract(c1), c0.add(c1));
  }

  /** Returns {@code c0 - c1 u}, which is also this to the power of the prime. */
  Fp2 conjugate() {
    return new Fp2(c0, c1.negate());
  }

  @Override
  public Fp2 inverse() {
    Fp381 norm = c0.square().add(c1.square()).inverse();
    return conjugate().scale(norm);
  }

  @Override
  public boolean isZero() {
    return c0.isZero() && c1.isZero();
  }
}
