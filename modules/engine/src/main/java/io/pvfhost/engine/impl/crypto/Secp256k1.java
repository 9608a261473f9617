package io.pvfhost.engine.impl.crypto;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Recovery of public keys from ECDSA signatures on secp256k1, as Ethereum and the chains of Polkadot use them.
 *
 * <p>A signature is r and s, 32 bytes each, big-endian, and v, which says which of the up to four points with x = r
 * modulo the order it was made with. A v above 26 is lowered by 27. A high s is fine.
 */
public final class Secp256k1 {

  /** Bytes of a signature. */
  public static final int SIGNATURE_BYTES = 65;

  /** Bytes of the hash that is signed. */
  public static final int HASH_BYTES = 32;

  /** Bytes of a compressed key: whether y is odd, and x. */
  public static final int COMPRESSED_BYTES = 33;

  /** What of a signature can be wrong. */
  public enum Fault {
    /** r or s is not below the order. */
    BAD_RS(0),
    /** v names no point. */
    BAD_V(1),
    /** No key made the signature. */
    BAD_SIGNATURE(2);

    private final int index;

    Fault(int index) {
      this.index = index;
    }

    /** Returns the number of the error told to validation code. */
    public int index() {
      return index;
    }
  }

  /** What to do about an r or s that is not below the order. */
  public enum Overflow {
    /** Reduce it, as the first version of the functions does. */
    REDUCED,
    /** Refuse it. */
    REFUSED
  }

  /** A signature from which no key can be recovered. */
  public static final class RecoveryException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Fault fault;

    RecoveryException(Fault fault) {
      super(fault.name(), null, false, false);
      this.fault = fault;
    }

    /** Returns what is wrong. */
    public Fault fault() {
      return fault;
    }
  }

  private static final int R_AND_S_BYTES = 64;
  private static final int HIGHEST_PLAIN_V = 26;
  private static final int ETHEREUM_V = 27;
  private static final int POINTS = 4;

  private Secp256k1() {}

  /**
   * Recovers the key that signed a hash.
   *
   * @param signature 65 bytes
   * @param hash 32 bytes
   * @return x and y, 64 bytes
   * @throws RecoveryException if there is none
   */
  public static byte[] recover(byte[] signature, byte[] hash, Overflow overflow) throws RecoveryException {
    int v = signature[R_AND_S_BYTES] & 0xff;
    if (v > HIGHEST_PLAIN_V) {
      v -= ETHEREUM_V;
    }
    if (v >= POINTS) {
      throw new RecoveryException(Fault.BAD_V);
    }
    BigInteger r = number(signature, 0, overflow);
    BigInteger s = number(signature, HASH_BYTES, overflow);
    if (r.signum() == 0 || s.signum() == 0) {
      throw new RecoveryException(Fault.BAD_SIGNATURE);
    }
    return recover(r, s, v, new BigInteger(1, hash));
  }

  private static byte[] recover(BigInteger r, BigInteger s, int v, BigInteger hash) throws RecoveryException {
    BigInteger x = (v & 2) == 0 ? r : r.add(PointSecp256k1.ORDER);
    PointSecp256k1 point = new PointSecp256k1();
    if (x.compareTo(FieldSecp256k1.PRIME) >= 0 || !point.setX(x, (v & 1) != 0)) {
      throw new RecoveryException(Fault.BAD_SIGNATURE);
    }
    BigInteger inverse = r.modInverse(PointSecp256k1.ORDER);
    PointSecp256k1 key =
        PointSecp256k1.sum(littleEndian(s.multiply(inverse)), point, littleEndian(hash.multiply(inverse).negate()));
    if (key.isInfinite()) {
      throw new RecoveryException(Fault.BAD_SIGNATURE);
    }
    return key.toBytes();
  }

  /** Returns a key of 64 bytes in its compressed form. */
  public static byte[] compress(byte[] key) {
    byte[] compressed = new byte[COMPRESSED_BYTES];
    compressed[0] = (byte) (2 | (key[key.length - 1] & 1));
    System.arraycopy(key, 0, compressed, 1, COMPRESSED_BYTES - 1);
    return compressed;
  }

  /**
   * Returns whether a key signed a hash. Here v must be 0 to 3, not raised by 27.
   *
   * @param signature 65 bytes
   * @param hash 32 bytes
   * @param key 33 bytes
   */
  public static boolean verify(byte[] signature, byte[] hash, byte[] key, Overflow overflow) {
    if ((signature[R_AND_S_BYTES] & 0xff) >= POINTS) {
      return false;
    }
    try {
      return Arrays.equals(compress(recover(signature, hash, overflow)), key);
    } catch (RecoveryException e) {
      return false; // no key at all made it
    }
  }

  private static BigInteger number(byte[] signature, int offset, Overflow overflow) throws RecoveryException {
    BigInteger number = new BigInteger(1, signature, offset, HASH_BYTES);
    if (number.compareTo(PointSecp256k1.ORDER) < 0) {
      return number;
    }
    if (overflow == Overflow.REFUSED) {
      throw new RecoveryException(Fault.BAD_RS);
    }
    return number.subtract(PointSecp256k1.ORDER); // twice the order has more than 256 bits
  }

  private static byte[] littleEndian(BigInteger number) {
    byte[] bigEndian = number.mod(PointSecp256k1.ORDER).toByteArray();
    byte[] littleEndian = new byte[HASH_BYTES];
    for (int i = 0; i < Math.min(bigEndian.length, HASH_BYTES); i++) {
      littleEndian[i] = bigEndian[bigEndian.length - 1 - i];
    }
    return littleEndian;
  }
}
