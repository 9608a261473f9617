package io.pvfhost.engine.impl.ecc;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * BLS12-381: its two groups, whose points are written like those of Zcash, with big-endian coordinates and flags in the
 * highest bits of the first byte; and its target field, which is written with little-endian coordinates.
 */
final class Bls12381 {

  /** The order of both groups. */
  static final BigInteger ORDER =
      new BigInteger("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16);

  static final Curve<JacobianPoint<Fp381>> G1 = new Group1();
  static final Curve<JacobianPoint<Fp2>> G2 = new Group2();

  /** Bytes of an element of the target field. */
  static final int TARGET_BYTES = 12 * Fp381.BYTES;

  private static final int COMPRESSED = 0x80;
  private static final int INFINITE = 0x40;
  private static final int LARGEST_OF_COMPRESSED = 0x20;

  private Bls12381() {}

  private static final class Group1 implements Curve<JacobianPoint<Fp381>> {

    @Override
    public BigInteger order() {
      return ORDER;
    }

    @Override
    public JacobianPoint<Fp381> zero() {
      return JacobianPoint.infinite();
    }

    @Override
    public int pointBytes() {
      return 2 * Fp381.BYTES;
    }

    @Override
    public JacobianPoint<Fp381> read(Decoder in) throws CurveFault {
      Fp381[] coordinates = coordinates(in, 2);
      return coordinates.length == 0 ? zero() : JacobianPoint.of(coordinates[0], coordinates[1]);
    }

    @Override
    public byte[] encode(JacobianPoint<Fp381> point) {
      JacobianPoint<Fp381> p = point.normalize();
      return p.isInfinite() ? infinite(pointBytes()) : bigEndian(p.x(), p.y());
    }
  }

  private static final class Group2 implements Curve<JacobianPoint<Fp2>> {

    @Override
    public BigInteger order() {
      return ORDER;
    }

    @Override
    public JacobianPoint<Fp2> zero() {
      return JacobianPoint.infinite();
    }

    @Override
    public int pointBytes() {
      return 4 * Fp381.BYTES;
    }

    @Override
    public JacobianPoint<Fp2> read(Decoder in) throws CurveFault {
      Fp381[] c = coordinates(in, 4);
      return c.length == 0 ? zero() : JacobianPoint.of(new Fp2(c[1], c[0]), new Fp2(c[3], c[2]));
    }

    @Override
    public byte[] encode(JacobianPoint<Fp2> point) {
      JacobianPoint<Fp2> p = point.normalize();
      return p.isInfinite() ? infinite(pointBytes()) : bigEndian(p.x().c1(), p.x().c0(), p.y().c1(), p.y().c0());
    }
  }

  /** Reads the coordinates of a point; returns none if it is infinite, which coordinates of zero are too. */
  private static Fp381[] coordinates(Decoder in, int count) throws CurveFault {
    byte[] bytes = in.take(count * Fp381.BYTES);
    if ((bytes[0] & (COMPRESSED | LARGEST_OF_COMPRESSED)) != 0) {
      throw new CurveFault(CurveResult.UNDECODABLE);
    }
    if ((bytes[0] & INFINITE) != 0) {
      if (!Arrays.equals(bytes, infinite(bytes.length))) {
        throw new CurveFault(CurveResult.UNDECODABLE);
      }
      return new Fp381[0];
    }
    Fp381[] coordinates = new Fp381[count];
    boolean zero = true;
    for (int i = 0; i < count; i++) {
      BigInteger number = new BigInteger(1, bytes, i * Fp381.BYTES, Fp381.BYTES);
      coordinates[i] = Fp381.of(Decoder.below(Fp381.PRIME, number));
      zero &= number.signum() == 0;
    }
    return zero ? new Fp381[0] : coordinates;
  }

  /** Reads an element of the target field. */
  static Fp12 readTarget(Decoder in) throws CurveFault {
    Fp2[] c = new Fp2[6];
    for (int i = 0; i < c.length; i++) {
      Fp381 c0 = Fp381.of(in.number(Fp381.BYTES, Fp381.PRIME));
      c[i] = new Fp2(c0, Fp381.of(in.number(Fp381.BYTES, Fp381.PRIME)));
    }
    return new Fp12(new Fp6(c[0], c[1], c[2]), new Fp6(c[3], c[4], c[5]));
  }

  /** Returns an encoded element of the target field. */
  static byte[] encode(Fp12 target) {
    byte[] bytes = new byte[TARGET_BYTES];
    int at = 0;
    for (Fp6 half : new Fp6[] {target.c0(), target.c1()}) {
      for (Fp2 c : new Fp2[] {half.c0(), half.c1(), half.c2()}) {
        Encoding.putLittleEndian(c.c0().toBigInteger(), bytes, at);
        Encoding.putLittleEndian(c.c1().toBigInteger(), bytes, at + Fp381.BYTES);
        at += 2 * Fp381.BYTES;
      }
    }
    return bytes;
  }

  private static byte[] infinite(int length) {
    byte[] bytes = new byte[length];
    bytes[0] = INFINITE;
    return bytes;
  }

  private static byte[] bigEndian(Fp381... coordinates) {
    byte[] bytes = new byte[coordinates.length * Fp381.BYTES];
    for (int i = 0; i < coordinates.length; i++) {
      byte[] number = coordinates[i].toBigInteger().toByteArray();
      System.arraycopy(number, 0, bytes, (i + 1) * Fp381.BYTES - number.length, number.length);
    }
    return bytes;
  }
}
