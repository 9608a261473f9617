package io.pvfhost.engine.impl.ecc;

import java.math.BigInteger;

/**
 * The curves Pallas and Vesta, {@code y^2 = x^3 + 5}, each of an order that is the prime of the other's field. A point
 * is written as x, y and a byte of flags, the numbers little-endian.
 */
final class Pasta implements Curve<JacobianPoint<Fp255>> {

  private static final BigInteger PALLAS_PRIME =
      new BigInteger("40000000000000000000000000000000224698fc094cf91b992d30ed00000001", 16);
  private static final BigInteger VESTA_PRIME =
      new BigInteger("40000000000000000000000000000000224698fc0994a8dd8c46eb2100000001", 16);

  static final Pasta PALLAS = new Pasta(PALLAS_PRIME, VESTA_PRIME);
  static final Pasta VESTA = new Pasta(VESTA_PRIME, PALLAS_PRIME);

  private static final int NEGATIVE = 0x80;
  private static final int INFINITE = 0x40;

  private final Fp255.Field field;
  private final BigInteger order;

  private Pasta(BigInteger prime, BigInteger order) {
    this.field = new Fp255.Field(prime);
    this.order = order;
  }

  @Override
  public BigInteger order() {
    return order;
  }

  @Override
  public JacobianPoint<Fp255> zero() {
    return JacobianPoint.infinite();
  }

  @Override
  public int pointBytes() {
    return 2 * Fp255.BYTES + 1;
  }

  @Override
  public JacobianPoint<Fp255> read(Decoder in) throws CurveFault {
    BigInteger x = in.number(Fp255.BYTES, field.prime());
    byte[] rest = in.take(Fp255.BYTES + 1);
    int flags = rest[Fp255.BYTES] & (NEGATIVE | INFINITE);
    if (flags == (NEGATIVE | INFINITE)) {
      throw new CurveFault(CurveResult.UNDECODABLE);
    }
    BigInteger y = new Decoder(rest).number(Fp255.BYTES, field.prime());
    if (flags == INFINITE || (x.signum() == 0 && y.signum() == 0)) {
      return zero();
    }
    return JacobianPoint.of(field.of(x), field.of(y));
  }

  @Override
  public byte[] encode(JacobianPoint<Fp255> point) {
    byte[] bytes = new byte[pointBytes()];
    JacobianPoint<Fp255> p = point.normalize();
    if (p.isInfinite()) {
      bytes[2 * Fp255.BYTES] = INFINITE;
      return bytes;
    }
    BigInteger y = p.y().toBigInteger();
    Encoding.putLittleEndian(p.x().toBigInteger(), bytes, 0);
    Encoding.putLittleEndian(y, bytes, Fp255.BYTES);
    if (y.shiftLeft(1).compareTo(field.prime()) > 0) {
      bytes[2 * Fp255.BYTES] = (byte) NEGATIVE;
    }
    return bytes;
  }
}
