package io.pvfhost.scale;

import java.util.Objects;

/**
 * What the relay chain knows of a parachain before a candidate (protocol, section 3.4).
 *
 * @param parentHead head data of the parent block
 * @param relayParentNumber number of the relay-chain block that the candidate builds on, u32
 * @param relayParentStorageRoot storage root of that block
 * @param maxPovSize largest encoded PoV in bytes, u32
 */
public record PersistedValidationData(Bytes parentHead, long relayParentNumber, Hash relayParentStorageRoot,
    long maxPovSize) implements Encodable {

  /** Checks the ranges. */
  public PersistedValidationData {
    Objects.requireNonNull(parentHead, "parentHead");
    Objects.requireNonNull(relayParentStorageRoot, "relayParentStorageRoot");
    Checks.u32(relayParentNumber, "relayParentNumber");
    Checks.u32(maxPovSize, "maxPovSize");
  }

  /** Reads one from the front of {@code in}. */
  public static PersistedValidationData decode(ScaleReader in) throws ScaleException {
    return new PersistedValidationData(in.bytes(), in.u32(), in.hash(), in.u32());
  }

  @Override
  public void encodeTo(ScaleWriter out) {
    out.bytes(parentHead).u32(relayParentNumber).hash(relayParentStorageRoot).u32(maxPovSize);
  }

  /** BLAKE2b-256 of the encoding. */
  public Hash hash() {
    return Hash.blake2b256(encode());
  }
}
