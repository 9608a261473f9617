package io.pvfhost.engine.impl.crypto;

import java.util.Arrays;

/** Schnorr signatures over ristretto255 in the context {@code substrate}, as the schnorrkel library makes them. */
public final class Sr25519 {

  /** Bytes of a signature. */
  public static final int SIGNATURE_BYTES = 64;

  /** Bytes of a public key. */
  public static final int KEY_BYTES = 32;

  private static final int CHALLENGE_BYTES = 64;
  private static final byte[] SUBSTRATE = {'s', 'u', 'b', 's', 't', 'r', 'a', 't', 'e'};
  private static final byte[] SCHNORR = {'S', 'c', 'h', 'n', 'o', 'r', 'r', '-', 's', 'i', 'g'};
  private static final int MARK = 0x80;
  private static final int LAST = SIGNATURE_BYTES - 1;

  /** The transcript that every signed message goes on from; made when the first signature is verified. */
  private static final class Context {

    private static final Transcript SIGNING = context();

    private static Transcript context() {
      Transcript transcript = new Transcript("SigningContext");
      transcript.append("", SUBSTRATE);
      return transcript;
    }
  }

  private Sr25519() {}

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
    if ((signature[LAST] & MARK) == 0) {
      return false;
    }
    Transcript transcript = Context.SIGNING.copy();
    transcript.append("sign-bytes", data, offset, length);
    transcript.append("proto-name", SCHNORR);
    transcript.append("sign:pk", key);
    transcript.append("sign:R", signature, 0, Ristretto.BYTES);
    return verify(signature, transcript.challenge("sign:c", CHALLENGE_BYTES), key);
  }

  /** Returns whether a signature is valid, or would have been in schnorrkel 0.1.1, which did not mark signatures. */
  public static boolean verifyAlsoOld(byte[] signature, byte[] data, int offset, int length, byte[] key) {
    if ((signature[LAST] & MARK) != 0) {
      return verify(signature, data, offset, length, key);
    }
    Transcript transcript = new Transcript("substrate");
    transcript.append("sign-bytes", data, offset, length);
    transcript.append("proto-name", SCHNORR);
    transcript.append("pk", key);
    transcript.append("no", signature, 0, Ristretto.BYTES);
    return verify(signature, transcript.challenge("", CHALLENGE_BYTES), key);
  }

  private static boolean verify(byte[] signature, byte[] challenge, byte[] key) {
    byte[] s = Arrays.copyOfRange(signature, Ristretto.BYTES, SIGNATURE_BYTES);
    s[s.length - 1] &= (byte) ~MARK;
    EdwardsPoint a = new EdwardsPoint();
    EdwardsPoint r = new EdwardsPoint();
    return Scalar25519.isCanonical(s)
        && Ristretto.decode(key, a)
        && Ristretto.decode(Arrays.copyOf(signature, Ristretto.BYTES), r)
        && Ristretto.equal(r, EdwardsMultiples.sum(Scalar25519.negate(challenge), a, s));
  }
}
