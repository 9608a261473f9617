package io.pvfhost.node.load;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.scale.Bytes;

import java.util.Objects;
import java.util.Optional;

/**
 * What is known of an operator's own candidate, which may be no more than its verdict. Whatever else a host answers,
 * all others must answer too: the first right answer is the measure of those that follow.
 */
public final class CandidateExpectation implements Expectation {

  private final Verdict verdict;
  private final Optional<Bytes> head;
  private final Optional<ReasonCode> reason;
  private ExecuteReply first;

  /**
   * @param verdict valid or invalid
   * @param head the head that must come out of a valid candidate, where it is known
   * @param reason why the candidate is invalid, where it is known
   */
  public CandidateExpectation(Verdict verdict, Optional<Bytes> head, Optional<ReasonCode> reason) {
    if (verdict == Verdict.NONE) {
      throw new IllegalArgumentException("verdict: none is no answer to expect");
    }
    this.verdict = verdict;
    this.head = Objects.requireNonNull(head, "head");
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  @Override
  public Optional<String> deviation(ExecuteReply reply) {
    if (reply.verdict() != verdict) {
      return Optional.of("expected " + verdict.wireName() + ", got " + Answers.describe(reply));
    }
    if (reason.isPresent() && reply.reason().code() != reason.get()) {
      return Optional.of("expected " + reason.get().wireName() + ", got " + Answers.describe(reply));
    }
    if (head.isPresent() && !reply.result().map(result -> result.headData()).equals(head)) {
      return Optional.of("expected head 0x" + head.get().toHex() + ", got " + Answers.describe(reply));
    }
    if (first == null) {
      first = reply;
    }
    return agrees(reply) ? Optional.empty()
        : Optional.of("got " + Answers.describe(reply) + " where the first answer was " + Answers.describe(first));
  }

  private boolean agrees(ExecuteReply reply) {
    return reply.reason().code() == first.reason().code() && reply.result().equals(first.result());
  }
}
