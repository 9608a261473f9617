package io.pvfhost.scale;

import java.util.Objects;

/**
 * What a candidate with a version 3 descriptor adds to its validation params (protocol, section 3.5). On the wire the
 * byte 3 stands in front.
 *
 * @param relayParent the relay-chain block that the candidate builds on
 * @param schedulingParent the block that scheduled it
 */
public record ValidationParamsExtension(Hash relayParent, Hash schedulingParent) implements Encodable {

  private static final int VERSION = 3;

  /** Checks that both are there. */
  public ValidationParamsExtension {
    Objects.requireNonNull(relayParent, "relayParent");
    Objects.requireNonNull(schedulingParent, "schedulingParent");
  }

  /** Reads one from the front of {@code in}. */
  public static ValidationParamsExtension decode(ScaleReader in) throws ScaleException {
    int at = in.offset();
    int version = in.u8();
    if (version != VERSION) {
      throw new ScaleException(at, "extension version is " + version + ", not " + VERSION);
    }
    return new ValidationParamsExtension(in.hash(), in.hash());
  }

  @Override
  public void encodeTo(ScaleWriter out) {
    out.u8(VERSION).hash(relayParent).hash(schedulingParent);
  }
}
