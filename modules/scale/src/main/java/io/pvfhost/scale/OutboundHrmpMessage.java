package io.pvfhost.scale;

import java.util.Objects;

/**
 * A message to another parachain (protocol, section 3.5).
 *
 * @param recipient id of the parachain, u32
 * @param data the message
 */
public record OutboundHrmpMessage(long recipient, Bytes data) implements Encodable {

  /** Checks the ranges. */
  public OutboundHrmpMessage {
    Objects.requireNonNull(data, "data");
    Checks.u32(recipient, "recipient");
  }

  /** Reads one from the front of {@code in}. */
  public static OutboundHrmpMessage decode(ScaleReader in) throws ScaleException {
    return new OutboundHrmpMessage(in.u32(), in.bytes());
  }

  @Override
  public void encodeTo(ScaleWriter out) {
    out.u32(recipient).bytes(data);
  }
}
