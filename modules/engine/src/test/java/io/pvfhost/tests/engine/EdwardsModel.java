package io.pvfhost.tests.engine;

import java.math.BigInteger;
import java.util.Optional;

/** edwards25519 and ristretto255 as the textbooks have them: affine points of big integers. */
record EdwardsModel(BigInteger x, BigInteger y) {

  static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
  static final BigInteger ROOT_OF_MINUS_1 =
      BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);
  static final EdwardsModel NEUTRAL = new EdwardsModel(BigInteger.ZERO, BigInteger.ONE);
  static final EdwardsModel BASE = withY(BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P))
      .orElseThrow();

  /** The point with a y and an even x. */
  static Optional<EdwardsModel> withY(BigInteger y) {
    BigInteger square = y.multiply(y).mod(P);
    BigInteger ratio = square.subtract(BigInteger.ONE)
        .multiply(square.multiply(D).add(BigInteger.ONE).modInverse(P)).mod(P);
    return root(ratio).map(x -> new EdwardsModel(even(x), y));
  }

  static Optional<BigInteger> root(BigInteger square) {
    BigInteger candidate = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    for (BigInteger root : new BigInteger[] {candidate, candidate.multiply(ROOT_OF_MINUS_1).mod(P)}) {
      if (root.multiply(root).mod(P).equals(square.mod(P))) {
        return Optional.of(root);
      }
    }
    return Optional.empty();
  }

  /** Of a number and its negative the one that is even, "not negative". */
  static BigInteger even(BigInteger value) {
    BigInteger reduced = value.mod(P);
    return reduced.testBit(0) ? P.subtract(reduced) : reduced;
  }

  EdwardsModel add(EdwardsModel q) {
    BigInteger xx = x.multiply(q.x).mod(P);
    BigInteger yy = y.multiply(q.y).mod(P);
    BigInteger product = D.multiply(xx).multiply(yy).mod(P);
    BigInteger newX = x.multiply(q.y).add(y.multiply(q.x))
        .multiply(BigInteger.ONE.add(product).modInverse(P)).mod(P);
    BigInteger newY = yy.add(xx).multiply(BigInteger.ONE.subtract(product).modInverse(P)).mod(P);
    return new EdwardsModel(newX, newY);
  }

  EdwardsModel negate() {
    return new EdwardsModel(x.negate().mod(P), y);
  }

  EdwardsModel times(BigInteger factor) {
    EdwardsModel result = NEUTRAL;
    for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
      result = result.add(result);
      if (factor.testBit(bit)) {
        result = result.add(this);
      }
    }
    return result;
  }

  /** The encoding of the point. */
  byte[] encode() {
    byte[] bytes = littleEndian(y);
    bytes[31] |= (byte) (x.testBit(0) ? 0x80 : 0);
    return bytes;
  }

  /** The encoding of the point's class in ristretto255 (RFC 9496, 4.3.2, with Z = 1). */
  byte[] ristretto() {
    BigInteger u1 = BigInteger.ONE.add(y).multiply(BigInteger.ONE.subtract(y)).mod(P);
    BigInteger u2 = x.multiply(y).mod(P);
    BigInteger inverse = inverseRoot(u1.multiply(u2).multiply(u2).mod(P));
    BigInteger first = inverse.multiply(u1).mod(P);
    BigInteger second = inverse.multiply(u2).mod(P);
    BigInteger t = x.multiply(y).mod(P);
    BigInteger inverseZ = first.multiply(second).multiply(t).mod(P);
    boolean rotate = t.multiply(inverseZ).mod(P).testBit(0);
    BigInteger aMinusD = BigInteger.ONE.negate().subtract(D).mod(P);
    BigInteger newX = rotate ? y.multiply(ROOT_OF_MINUS_1).mod(P) : x;
    BigInteger newY = rotate ? x.multiply(ROOT_OF_MINUS_1).mod(P) : y;
    BigInteger factor = rotate ? first.multiply(inverseRoot(aMinusD)).mod(P) : second;
    if (newX.multiply(inverseZ).mod(P).testBit(0)) {
      newY = newY.negate().mod(P);
    }
    return littleEndian(even(factor.multiply(BigInteger.ONE.subtract(newY))));
  }

  /** The even root of 1 / value or, if there is none, of i / value. */
  private static BigInteger inverseRoot(BigInteger value) {
    if (value.signum() == 0) {
      return BigInteger.ZERO;
    }
    BigInteger inverse = value.modInverse(P);
    return even(root(inverse).orElseGet(() -> root(inverse.multiply(ROOT_OF_MINUS_1).mod(P)).orElseThrow()));
  }

  static byte[] littleEndian(BigInteger value) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = value.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  static BigInteger number(byte[] littleEndian) {
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }
}
