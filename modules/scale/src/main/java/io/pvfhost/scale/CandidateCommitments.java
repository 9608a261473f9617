package io.pvfhost.scale;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A validation result as the relay chain commits to it: the fields of {@link ValidationResult} in another order
 * (protocol, section 3.5).
 *
 * @param upwardMessages messages to the relay chain
 * @param horizontalMessages messages to other parachains
 * @param newValidationCode code to upgrade to
 * @param headData head data of the new block
 * @param processedDownwardMessages number of messages consumed from the relay chain, u32
 * @param hrmpWatermark relay-chain block up to which messages of other parachains are processed, u32
 */
public record CandidateCommitments(List<Bytes> upwardMessages, List<OutboundHrmpMessage> horizontalMessages,
    Optional<Bytes> newValidationCode, Bytes headData, long processedDownwardMessages, long hrmpWatermark)
    implements Encodable {

  /** Checks the ranges. */
  public CandidateCommitments {
    upwardMessages = List.copyOf(upwardMessages);
    horizontalMessages = List.copyOf(horizontalMessages);
    Objects.requireNonNull(newValidationCode, "newValidationCode");
    Objects.requireNonNull(headData, "headData");
    Checks.u32(processedDownwardMessages, "processedDownwardMessages");
    Checks.u32(hrmpWatermark, "hrmpWatermark");
  }

  /** Reads one from the front of {@code in}. */
  public static CandidateCommitments decode(ScaleReader in) throws ScaleException {
    return new CandidateCommitments(in.list(ValidationResult.MAX_MESSAGES, ScaleReader::bytes),
        in.list(ValidationResult.MAX_MESSAGES, OutboundHrmpMessage::decode), in.option(ScaleReader::bytes), in.bytes(),
        in.u32(), in.u32());
  }

  @Override
  public void encodeTo(ScaleWriter out) {
    out.list(upwardMessages, ScaleWriter::bytes).list(horizontalMessages, ScaleWriter::value)
        .option(newValidationCode, ScaleWriter::bytes).bytes(headData)
        .u32(processedDownwardMessages).u32(hrmpWatermark);
  }

  /** BLAKE2b-256 of the encoding. */
  public Hash hash() {
    return Hash.blake2b256(encode());
  }
}
