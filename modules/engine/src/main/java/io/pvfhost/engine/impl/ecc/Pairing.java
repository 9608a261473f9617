package io.pvfhost.engine.impl.ecc;

import java.util.ArrayList;
import java.util.List;

/**
 * The pairing of BLS12-381 in its two halves. What the first half returns is not determined by the pairing, only up to
 * factors that the second half removes; it is seen by validation code, so it has to have the factors that the
 * reference's formulas give it.
 */
final class Pairing {

  /** The absolute value of the parameter of the curve, which is negative. */
  private static final long X = 0xd201000000010000L;

  private static final int X_BITS = 64;

  private Pairing() {}

  /** A point of each group. */
  record Pair(JacobianPoint<Fp381> first, JacobianPoint<Fp2> second) {}

  /** Returns the product of the Miller loops of pairs; a pair with an infinite point counts as one. */
  static Fp12 millerLoop(List<Pair> pairs) {
    List<LineWalk> walks = new ArrayList<>();
    for (Pair pair : pairs) {
      if (!pair.first.isInfinite() && !pair.second.isInfinite()) {
        walks.add(new LineWalk(pair));
      }
    }
    Fp12 product = Fp12.ONE;
    for (int bit = X_BITS - 2; bit >= 0; bit--) {
      product = product.square();
      for (LineWalk walk : walks) {
        product = walk.twice(product);
      }
      if ((X >>> bit & 1) != 0) {
        for (LineWalk walk : walks) {
          product = walk.addBase(product);
        }
      }
    }
    return product.conjugate();
  }

  /** Returns an element, which must not be zero, to the power of {@code 3 (p^12 - 1) / r}, as in eprint 2020/875. */
  static Fp12 finalExponentiation(Fp12 f) {
    Fp12 unitary = f.conjugate().multiply(f.inverse());
    Fp12 r = unitary.frobenius().frobenius().multiply(unitary);
    Fp12 a = power(r).multiply(r.conjugate()); // x - 1
    Fp12 b = power(a).multiply(a.conjugate()); // (x - 1)^2
    Fp12 c = power(b).multiply(b.frobenius()); // times x + p
    Fp12 d = power(power(c)).multiply(c.frobenius().frobenius()).multiply(c.conjugate()); // times x^2 + p^2 - 1
    return r.cyclotomicSquare().multiply(r).multiply(d);
  }

  /** Returns what is in the cyclotomic subgroup to the power of the parameter of the curve. */
  private static Fp12 power(Fp12 base) {
    Fp12 result = base;
    for (int bit = X_BITS - 2; bit >= 0; bit--) {
      result = result.cyclotomicSquare();
      if ((X >>> bit & 1) != 0) {
        result = result.multiply(base);
      }
    }
    return result.conjugate();
  }
}
