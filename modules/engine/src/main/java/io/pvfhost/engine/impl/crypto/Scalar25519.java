package io.pvfhost.engine.impl.crypto;

import java.math.BigInteger;
import java.util.Arrays;

/** Numbers modulo the order of the base point of edwards25519, as 32 bytes, little-endian. */
public final class Scalar25519 {

  /** The order, 2^252 + 27742317777372353535851937790883648493. */
  public static final BigInteger ORDER = BigInteger.ONE.shiftLeft(252)
      .add(new BigInteger("27742317777372353535851937790883648493"));

  /** Bytes of a number. */
  static final int BYTES = 32;

  private static final byte[] ORDER_BIG_ENDIAN = ORDER.toByteArray();

  private Scalar25519() {}

  /** Returns whether a number is below the order. */
  public static boolean isCanonical(byte[] number) {
    return Arrays.compareUnsigned(reverse(number), ORDER_BIG_ENDIAN) < 0;
  }

  /** Returns the negative of a number of any length, modulo the order. */
  public static byte[] negate(byte[] number) {
    byte[] bigEndian = new BigInteger(1, reverse(number)).negate().mod(ORDER).toByteArray();
    return Arrays.copyOf(reverse(bigEndian), BYTES);
  }

  private static byte[] reverse(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
