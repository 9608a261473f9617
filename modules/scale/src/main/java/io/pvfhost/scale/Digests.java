package io.pvfhost.scale;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The hash functions of the protocol and of validation functions. Stateless and thread-safe. */
public final class Digests {

  private static final VarHandle U64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Digests() {
  }

  /** BLAKE2b with 32 bytes of output. */
  public static byte[] blake2b256(byte[] data) {
    return blake2b256(data, 0, data.length);
  }

  /** BLAKE2b with 32 bytes of output, over part of an array. */
  public static byte[] blake2b256(byte[] data, int offset, int length) {
    return run(new Blake2bDigest(256), data, offset, length);
  }

  /** BLAKE2b with 16 bytes of output. */
  public static byte[] blake2b128(byte[] data) {
    return blake2b128(data, 0, data.length);
  }

  /** BLAKE2b with 16 bytes of output, over part of an array. */
  public static byte[] blake2b128(byte[] data, int offset, int length) {
    return run(new Blake2bDigest(128), data, offset, length);
  }

  /** Keccak-256, with the padding from before SHA-3. */
  public static byte[] keccak256(byte[] data) {
    return keccak256(data, 0, data.length);
  }

  /** Keccak-256 over part of an array. */
  public static byte[] keccak256(byte[] data, int offset, int length) {
    return run(new KeccakDigest(256), data, offset, length);
  }

  /** Keccak-512, with the padding from before SHA-3. */
  public static byte[] keccak512(byte[] data) {
    return keccak512(data, 0, data.length);
  }

  /** Keccak-512 over part of an array. */
  public static byte[] keccak512(byte[] data, int offset, int length) {
    return run(new KeccakDigest(512), data, offset, length);
  }

  /** SHA-256. */
  public static byte[] sha2_256(byte[] data) {
    return sha2_256(data, 0, data.length);
  }

  /** SHA-256 over part of an array. */
  public static byte[] sha2_256(byte[] data, int offset, int length) {
    return run(new SHA256Digest(), data, offset, length);
  }

  /** BLAKE3 with 32 bytes of output. */
  public static byte[] blake3_256(byte[] data) {
    return run(new Blake3Digest(256), data, 0, data.length);
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

  private static byte[] twox(int seeds, byte[] data, int offset, int length) {
    byte[] result = new byte[8 * seeds];
    for (int seed = 0; seed < seeds; seed++) {
      U64.set(result, 8 * seed, XxHash64.hash(seed, data, offset, length));
    }
    return result;
  }

  private static byte[] run(Digest digest, byte[] data, int offset, int length) {
    digest.update(data, offset, length);
    byte[] result = new byte[digest.getDigestSize()];
    digest.doFinal(result, 0);
    return result;
  }
}
