package io.pvfhost.scale;

import java.util.Objects;
import java.util.Optional;

/**
 * What a validation function is given (protocol, section 3.5).
 *
 * @param parentHead head data of the parent block
 * @param blockData the block, decompressed
 * @param relayParentNumber number of the relay-chain block that the candidate builds on, u32
 * @param relayParentStorageRoot storage root of that block
 * @param extension for version 3 descriptors only; nothing at all is written when absent
 */
public record ValidationParams(Bytes parentHead, Bytes blockData, long relayParentNumber, Hash relayParentStorageRoot,
    Optional<ValidationParamsExtension> extension) implements Encodable {

  private static final int OTHER_FIELDS = 128;

  /** Checks the ranges. */
  public ValidationParams {
    Objects.requireNonNull(parentHead, "parentHead");
    Objects.requireNonNull(blockData, "blockData");
    Objects.requireNonNull(relayParentStorageRoot, "relayParentStorageRoot");
    Objects.requireNonNull(extension, "extension");
    Checks.u32(relayParentNumber, "relayParentNumber");
  }

  /**
   * Reads one from the front of {@code in}; the end of input after the fixed fields means that there is no extension.
   */
  public static ValidationParams decode(ScaleReader in) throws ScaleException {
    Bytes parentHead = in.bytes();
    Bytes blockData = in.bytes();
    long number = in.u32();
    Hash root = in.hash();
    Optional<ValidationParamsExtension> extension =
        in.remaining() == 0 ? Optional.empty() : Optional.of(ValidationParamsExtension.decode(in));
    return new ValidationParams(parentHead, blockData, number, root, extension);
  }

  @Override
  public void encodeTo(ScaleWriter out) {
    out.bytes(parentHead).bytes(blockData).u32(relayParentNumber).hash(relayParentStorageRoot);
    extension.ifPresent(out::value);
  }

  @Override
  public Bytes encode() {
    ScaleWriter out = new ScaleWriter(parentHead.length() + blockData.length() + OTHER_FIELDS);
    encodeTo(out);
    return out.toBytes();
  }
}
