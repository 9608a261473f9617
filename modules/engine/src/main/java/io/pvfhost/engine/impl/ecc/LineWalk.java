package io.pvfhost.engine.impl.ecc;

/**
 * The walk of the Miller loop from a point of G2 to its multiple, which gives the lines on the way their values at a
 * point of G1. Formulas of Costello, Lange and Naehrig for homogeneous coordinates, with lines as in eprint 2013/722
 * for a twist of the kind M. The points need not be on the curves.
 */
final class LineWalk {

  private static final Fp381 HALF = Fp381.ONE.add(Fp381.ONE).inverse();

  private final Fp381 atX;
  private final Fp381 atY;
  private final Fp2 baseX;
  private final Fp2 baseY;
  private Fp2 x;
  private Fp2 y;
  private Fp2 z = Fp2.ONE;

  /** Starts at the second of two finite affine points. */
  LineWalk(Pairing.Pair pair) {
    atX = pair.first().x();
    atY = pair.first().y();
    baseX = pair.second().x();
    baseY = pair.second().y();
    x = baseX;
    y = baseY;
  }

  private static Fp2 four(Fp2 a) {
    Fp2 two = a.add(a);
    return two.add(two);
  }

  private static Fp2 three(Fp2 a) {
    return a.add(a).add(a);
  }

  /** Doubles the point and returns a product times the value of the tangent. */
  Fp12 twice(Fp12 product) {
    Fp2 a = x.multiply(y).scale(HALF);
    Fp2 b = y.square();
    Fp2 c = z.square();
    Fp2 e = four(three(c).multiplyByXi()); // 4 (1 + u) is the coefficient of the curve of G2
    Fp2 f = three(e);
    Fp2 g = b.add(f).scale(HALF);
    Fp2 h = y.add(z).square().subtract(b.add(c));
    Fp2 i = e.subtract(b);
    Fp2 j = three(x.square());
    x = a.multiply(b.subtract(f));
    y = g.square().subtract(three(e.square()));
    z = b.multiply(h);
    return product.multiplyByLine(i, j.scale(atX), h.negate().scale(atY));
  }

  /** Adds the starting point and returns a product times the value of the line through both. */
  Fp12 addBase(Fp12 product) {
    Fp2 theta = y.subtract(baseY.multiply(z));
    Fp2 lambda = x.subtract(baseX.multiply(z));
    Fp2 c = theta.square();
    Fp2 d = lambda.square();
    Fp2 e = lambda.multiply(d);
    Fp2 f = z.multiply(c);
    Fp2 g = x.multiply(d);
    Fp2 h = e.add(f).subtract(g.add(g));
    x = lambda.multiply(h);
    y = theta.multiply(g.subtract(h)).subtract(e.multiply(y));
    z = z.multiply(e);
    Fp2 j = theta.multiply(baseX).subtract(lambda.multiply(baseY));
    return product.multiplyByLine(j, theta.negate().scale(atX), lambda.scale(atY));
  }
}
