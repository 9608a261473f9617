package io.pvfhost.scale;

/**
 * A hash of 32 bytes, {@code H256} in the protocol.
 *
 * @param bytes exactly 32 bytes
 */
public record Hash(Bytes bytes) implements Encodable {

  /** Number of bytes of a hash. */
  public static final int LENGTH = 32;

  /** The hash of 32 zero bytes. */
  public static final Hash ZERO = of(new byte[LENGTH]);

  /** Checks the length. */
  public Hash {
    if (bytes.length() != LENGTH) {
      throw new IllegalArgumentException("a hash has " + LENGTH + " bytes, not " + bytes.length());
    }
  }

  /** Takes over an array of 32 bytes. */
  public static Hash of(byte[] bytes) {
    return new Hash(Bytes.wrap(bytes));
  }

  /**
   * Reads 64 hexadecimal digits, with or without {@code 0x} in front.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Hash fromHex(String text) {
    return new Hash(Bytes.fromHex(text));
  }

  /** The BLAKE2b-256 hash of some bytes. */
  public static Hash blake2b256(byte[] data) {
    return of(Digests.blake2b256(data));
  }

  /** The BLAKE2b-256 hash of some bytes. */
  public static Hash blake2b256(Bytes data) {
    return blake2b256(data.array());
  }

  /** Reads 32 raw bytes. */
  public static Hash decode(ScaleReader in) throws ScaleException {
    return in.hash();
  }

  @Override
  public void encodeTo(ScaleWriter out) {
    out.hash(this);
  }

  /** 64 lower-case hexadecimal digits. */
  public String toHex() {
    return bytes.toHex();
  }

  @Override
  public String toString() {
    return "0x" + toHex();
  }
}
