package io.pvfhost.engine.impl.ecc;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The elliptic-curve host functions of spec 6.6. Each gets the bytes of its arguments and a buffer of zeros for its
 * output, which it leaves as it is unless all goes well, and returns the result of the host function.
 */
public final class CurveCalls {

  private static final int SCALAR_BYTES = 32;

  private CurveCalls() {}

  private interface Call {
    byte[] run() throws CurveFault;
  }

  public static int multiMillerLoop(byte[] first, byte[] second, byte[] output) {
    return answer(output, () -> {
      List<JacobianPoint<Fp381>> ps = points(Bls12381.G1, first);
      List<JacobianPoint<Fp2>> qs = points(Bls12381.G2, second);
      if (ps.size() != qs.size()) {
        throw new CurveFault(CurveResult.LENGTHS_DIFFER);
      }
      List<Pairing.Pair> pairs = new ArrayList<>();
      for (int i = 0; i < ps.size(); i++) {
        pairs.add(new Pairing.Pair(ps.get(i), qs.get(i)));
      }
      return Bls12381.encode(Pairing.millerLoop(pairs));
    });
  }

  /** Works on its argument, which is its output too. */
  public static int finalExponentiation(byte[] target) {
    return answer(target, () -> {
      Fp12 element = Bls12381.readTarget(new Decoder(target));
      if (element.isZero()) {
        throw new CurveFault(CurveResult.OTHER);
      }
      return Bls12381.encode(Pairing.finalExponentiation(element));
    });
  }

  public static int multiplyG1(byte[] base, byte[] number, byte[] output) {
    return multiply(Bls12381.G1, base, number, output);
  }

  public static int multiplyG2(byte[] base, byte[] number, byte[] output) {
    return multiply(Bls12381.G2, base, number, output);
  }

  public static int multiplyBandersnatch(byte[] base, byte[] number, byte[] output) {
    return multiply(Bandersnatch.CURVE, base, number, output);
  }

  public static int multiplyPallas(byte[] base, byte[] number, byte[] output) {
    return multiply(Pasta.PALLAS, base, number, output);
  }

  public static int multiplyVesta(byte[] base, byte[] number, byte[] output) {
    return multiply(Pasta.VESTA, base, number, output);
  }

  public static int sumG1(byte[] bases, byte[] scalars, byte[] output) {
    return sum(Bls12381.G1, bases, scalars, output);
  }

  public static int sumG2(byte[] bases, byte[] scalars, byte[] output) {
    return sum(Bls12381.G2, bases, scalars, output);
  }

  public static int sumBandersnatch(byte[] bases, byte[] scalars, byte[] output) {
    return sum(Bandersnatch.CURVE, bases, scalars, output);
  }

  public static int sumPallas(byte[] bases, byte[] scalars, byte[] output) {
    return sum(Pasta.PALLAS, bases, scalars, output);
  }

  public static int sumVesta(byte[] bases, byte[] scalars, byte[] output) {
    return sum(Pasta.VESTA, bases, scalars, output);
  }

  private static <P extends GroupElement<P>> int multiply(Curve<P> curve, byte[] base, byte[] number, byte[] output) {
    return answer(output, () -> {
      P point = curve.read(new Decoder(base));
      Decoder words = new Decoder(number);
      long[] factor = new long[words.count(Long.BYTES)];
      for (int i = 0; i < factor.length; i++) {
        factor[i] = words.word();
      }
      return curve.encode(point.times(factor, curve.zero()));
    });
  }

  private static <P extends GroupElement<P>> int sum(Curve<P> curve, byte[] bases, byte[] scalars, byte[] output) {
    return answer(output, () -> {
      List<P> points = points(curve, bases);
      List<BigInteger> numbers = new ArrayList<>();
      Decoder in = new Decoder(scalars);
      for (int left = in.count(SCALAR_BYTES); left > 0; left--) {
        numbers.add(in.number(SCALAR_BYTES, curve.order()));
      }
      if (points.size() != numbers.size()) {
        throw new CurveFault(CurveResult.LENGTHS_DIFFER);
      }
      MultiScalar<P> sum = new MultiScalar<>(curve.zero(), curve.order());
      for (int i = 0; i < points.size(); i++) {
        sum.add(points.get(i), numbers.get(i));
      }
      return curve.encode(sum.sum());
    });
  }

  private static <P extends GroupElement<P>> List<P> points(Curve<P> curve, byte[] bytes) throws CurveFault {
    Decoder in = new Decoder(bytes);
    List<P> points = new ArrayList<>();
    for (int left = in.count(curve.pointBytes()); left > 0; left--) {
      points.add(curve.read(in));
    }
    return points;
  }

  private static int answer(byte[] output, Call call) {
    try {
      byte[] result = call.run();
      if (result.length > output.length) {
        return CurveResult.TOO_SMALL.code();
      }
      System.arraycopy(result, 0, output, 0, result.length);
      return CurveResult.OK.code();
    } catch (CurveFault e) {
      return e.result().code();
    }
  }
}
