package io.pvfhost.engine.impl.ecc;

import java.math.BigInteger;

/** Bandersnatch in its twisted Edwards form. A point is written as x and y, little-endian. */
final class Bandersnatch implements Curve<EdwardsPoint> {

  static final Bandersnatch CURVE = new Bandersnatch();

  private static final BigInteger ORDER =
      new BigInteger("1cfb69d4ca675f520cce760202687600ff8f87007419047174fd06b52876e7e1", 16);

  private Bandersnatch() {}

  @Override
  public BigInteger order() {
    return ORDER;
  }

  @Override
  public EdwardsPoint zero() {
    return EdwardsPoint.ZERO;
  }

  @Override
  public int pointBytes() {
    return 2 * Fp255.BYTES;
  }

  @Override
  public EdwardsPoint read(Decoder in) throws CurveFault {
    BigInteger prime = EdwardsPoint.FIELD.prime();
    BigInteger x = in.number(Fp255.BYTES, prime);
    BigInteger y = in.number(Fp255.BYTES, prime);
    return EdwardsPoint.of(EdwardsPoint.FIELD.of(x), EdwardsPoint.FIELD.of(y));
  }

  @Override
  public byte[] encode(EdwardsPoint point) throws CurveFault {
    if (!point.isAffine()) {
      throw new CurveFault(CurveResult.NO_AFFINE_POINT);
    }
    Fp255[] affine = point.affine();
    byte[] bytes = new byte[pointBytes()];
    Encoding.putLittleEndian(affine[0].toBigInteger(), bytes, 0);
    Encoding.putLittleEndian(affine[1].toBigInteger(), bytes, Fp255.BYTES);
    return bytes;
  }
}
