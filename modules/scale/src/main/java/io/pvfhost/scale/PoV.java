package io.pvfhost.scale;

import java.util.Objects;

/**
 * Proof of validity: what a candidate's validation function reads besides the parent head (protocol, section 3.4).
 *
 * @param blockData the block, possibly compressed
 */
public record PoV(Bytes blockData) implements Encodable {

  private static final int LENGTH_PREFIX = 5;

  /** Checks that it is there. */
  public PoV {
    Objects.requireNonNull(blockData, "blockData");
  }

  /** Reads one from the front of {@code in}. */
  public static PoV decode(ScaleReader in) throws ScaleException {
    return new PoV(in.bytes());
  }

  @Override
  public void encodeTo(ScaleWriter out) {
    out.bytes(blockData);
  }

  @Override
  public Bytes encode() {
    ScaleWriter out = new ScaleWriter(blockData.length() + LENGTH_PREFIX);
    encodeTo(out);
    return out.toBytes();
  }

  /** BLAKE2b-256 of the encoding. */
  public Hash hash() {
    return Hash.blake2b256(encode());
  }
}
