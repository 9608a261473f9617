package io.pvfhost.scale;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a validation function returns (protocol, section 3.5).
 *
 * @param headData head data of the new block
 * @param newValidationCode code to upgrade to
 * @param upwardMessages messages to the relay chain, at most {@value #MAX_MESSAGES}
 * @param horizontalMessages messages to other parachains, at most {@value #MAX_MESSAGES}
 * @param processedDownwardMessages number of messages consumed from the relay chain, u32
 * @param hrmpWatermark relay-chain block up to which messages of other parachains are processed, u32
 */
public record ValidationResult(Bytes headData, Optional<Bytes> newValidationCode, List<Bytes> upwardMessages,
    List<OutboundHrmpMessage> horizontalMessages, long processedDownwardMessages, long hrmpWatermark)
    implements Encodable {

  /** The most messages of one kind; a result with more cannot be decoded. */
  public static final int MAX_MESSAGES = 16384;

  /** Checks the ranges. */
  public ValidationResult {
    Objects.requireNonNull(headData, "headData");
    Objects.requireNonNull(newValidationCode, "newValidationCode");
    upwardMessages = List.copyOf(upwardMessages);
    horizontalMessages = List.copyOf(horizontalMessages);
    Checks.u32(processedDownwardMessages, "processedDownwardMessages");
    Checks.u32(hrmpWatermark, "hrmpWatermark");
  }

  /** Reads one from the front of {@code in}. */
  public static ValidationResult decode(ScaleReader in) throws ScaleException {
    return new ValidationResult(in.bytes(), in.option(ScaleReader::bytes),
        in.list(MAX_MESSAGES, ScaleReader::bytes), in.list(MAX_MESSAGES, OutboundHrmpMessage::decode),
        in.u32(), in.u32());
  }

  @Override
  public void encodeTo(ScaleWriter out) {
    out.bytes(headData).option(newValidationCode, ScaleWriter::bytes).list(upwardMessages, ScaleWriter::bytes)
        .list(horizontalMessages, ScaleWriter::value).u32(processedDownwardMessages).u32(hrmpWatermark);
  }

  /** The same facts as the relay chain commits to them. */
  public CandidateCommitments commitments() {
    return new CandidateCommitments(upwardMessages, horizontalMessages, newValidationCode, headData,
        processedDownwardMessages, hrmpWatermark);
  }
}
