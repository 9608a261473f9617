package io.pvfhost.scale;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/**
 * The hash functions of the protocol and of validation functions. Stateless and thread-safe.
 *
 * <p>Each hashes an array or a part of it and returns a fresh array. All but SHA-256, which the JDK does with processor
 * instructions, are our own: a worker starts without a cryptography provider, and hashes are a good part of what
 * validation functions ask of the host.
 */
public final class Digests {

  private Digests() {
  }

  /** BLAKE2b with 32 bytes of output. */
  public static byte[] blake2b256(byte[] data) {
    return blake2b256(data, 0, data.length);
  }

  /** BLAKE2b with 32 bytes of output, over part of an array. */
  public static byte[] blake2b256(byte[] data, int offset, int length) {
    return blake2b(32, data, offset, length);
  }

  /** BLAKE2b with 16 bytes of output. */
  public static byte[] blake2b128(byte[] data) {
    return blake2b128(data, 0, data.length);
  }

  /** BLAKE2b with 16 bytes of output, over part of an array. */
  public static byte[] blake2b128(byte[] data, int offset, int length) {
    return blake2b(16, data, offset, length);
  }

  /** Keccak-256, with the padding from before SHA-3. */
  public static byte[] keccak256(byte[] data) {
    return keccak256(data, 0, data.length);
  }

  /** Keccak-256 over part of an array. */
  public static byte[] keccak256(byte[] data, int offset, int length) {
    return keccak(32, data, offset, length);
  }

  /** Keccak-512, with the padding from before SHA-3. */
  public static byte[] keccak512(byte[] data) {
    return keccak512(data, 0, data.length);
  }

  /** Keccak-512 over part of an array. */
  public static byte[] keccak512(byte[] data, int offset, int length) {
    return keccak(64, data, offset, length);
  }

  /**
   * Keccak-f[1600], the permutation below Keccak, for other constructions on it.
   *
   * @param state 25 lanes, lane x, y being {@code state[x + 5 * y]}; overwritten
   */
  public static void keccakF1600(long[] state) {
    Keccak.permute(state);
  }

  /** SHA-256. */
  public static byte[] sha2_256(byte[] data) {
    return sha2_256(data, 0, data.length);
  }

  /** SHA-256 over part of an array. */
  public static byte[] sha2_256(byte[] data, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, data.length);
    MessageDigest digest = sha256();
    digest.update(data, offset, length);
    return digest.digest();
  }

  /** BLAKE3 with 32 bytes of output. */
  public static byte[] blake3_256(byte[] data) {
    return blake3_256(data, 0, data.length);
  }

  /** BLAKE3 with 32 bytes of output, over part of an array. */
  public static byte[] blake3_256(byte[] data, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, data.length);
    return Blake3.hash(data, offset, length);
  }

  /** XXH64 with seed 0, 8 bytes. */
  public static byte[] twox64(byte[] data) {
    return twox64(data, 0, data.length);
  }

  /** XXH64 with seed 0 over part of an array, 8 bytes. */
  public static byte[] twox64(byte[] data, int offset, int length) {
    return twox(1, data, offset, length);
  }

  /** XXH64 with seeds 0 and 1, 16 bytes. */
  public static byte[] twox128(byte[] data) {
    return twox128(data, 0, data.length);
  }

  /** XXH64 with seeds 0 and 1 over part of an array, 16 bytes. */
  public static byte[] twox128(byte[] data, int offset, int length) {
    return twox(2, data, offset, length);
  }

  /** XXH64 with seeds 0 to 3, 32 bytes. */
  public static byte[] twox256(byte[] data) {
    return twox256(data, 0, data.length);
  }

  /** XXH64 with seeds 0 to 3 over part of an array, 32 bytes. */
  public static byte[] twox256(byte[] data, int offset, int length) {
    return twox(4, data, offset, length);
  }

  private static byte[] blake2b(int outputBytes, byte[] data, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, data.length);
    return Blake2b.hash(data, offset, length, outputBytes);
  }

  private static byte[] keccak(int outputBytes, byte[] data, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, data.length);
    return Keccak.hash(data, offset, length, outputBytes);
  }

  private static byte[] twox(int seeds, byte[] data, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, data.length);
    byte[] result = new byte[Long.BYTES * seeds];
    for (int seed = 0; seed < seeds; seed++) {
      LittleEndian.putLong(result, Long.BYTES * seed, XxHash64.hash(seed, data, offset, length));
    }
    return result;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
