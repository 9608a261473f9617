package io.pvfhost.node.load;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.scale.ValidationResult;

import java.util.Optional;

/** The one right answer to a job. Asked by one thread only. */
@FunctionalInterface
public interface Expectation {

  /**
   * Compares an answer that has a verdict.
   *
   * @param reply valid or invalid
   * @return what differs, for people; empty if the answer is right
   */
  Optional<String> deviation(ExecuteReply reply);

  /**
   * A valid candidate.
   *
   * @param result the whole result, of which every field counts
   * @return the expectation
   */
  static Expectation valid(ValidationResult result) {
    return reply -> reply.result().equals(Optional.of(result)) ? Optional.empty()
        : Optional.of("expected valid with head 0x" + result.headData().toHex() + ", got " + Answers.describe(reply));
  }

  /**
   * An invalid candidate.
   *
   * @param reason why it is
   * @return the expectation
   */
  static Expectation invalid(ReasonCode reason) {
    return reply -> reply.reason().code() == reason ? Optional.empty()
        : Optional.of("expected invalid, " + reason.wireName() + ", got " + Answers.describe(reply));
  }
}
