package io.pvfhost.engine.impl.crypto;

import io.pvfhost.engine.impl.hashing.Sha512;

import java.util.Arrays;

/**
 * Ed25519 signatures by the rules of ZIP 215: points are decoded leniently, the scalar strictly, and the equation holds
 * up to points of small order.
 */
public final class Ed25519 {

  /** Bytes of a signature. */
  public static final int SIGNATURE_BYTES = 64;

  /** Bytes of a public key. */
  public static final int KEY_BYTES = 32;

  private Ed25519() {}

  /**
   * Returns whether a signature is valid.
   *
   * @param signature 64 bytes
   * @param data holds the message
   * @param offset where it starts
   * @param length of the message, in bytes
   * @param key 32 bytes
   */
  public static boolean verify(byte[] signature, byte[] data, int offset, int length, byte[] key) {
    byte[] s = Arrays.copyOfRange(signature, KEY_BYTES, SIGNATURE_BYTES);
    EdwardsPoint a = new EdwardsPoint();
    EdwardsPoint r = new EdwardsPoint();
    if (!Scalar25519.isCanonical(s) || !a.decode(key, 0) || !r.decode(signature, 0)) {
      return false;
    }
    byte[] challenge =
        new Sha512().update(signature, 0, KEY_BYTES).update(key).update(data, offset, length).digest();
    EdwardsPoint difference = EdwardsMultiples.sum(Scalar25519.negate(challenge), a, s);
    return difference.subtract(r.toAddend()).clearCofactor().isNeutral();
  }
}
