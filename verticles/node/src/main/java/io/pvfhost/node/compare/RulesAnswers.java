package io.pvfhost.node.compare;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.Verdict;
import io.pvfhost.scale.Bytes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What the rules of several releases say of one candidate.
 *
 * @param answers one for each rule set, at least one
 * @param expectedHead the head that a valid candidate must have
 */
public record RulesAnswers(List<Answer> answers, Optional<Bytes> expectedHead) {

  public RulesAnswers {
    answers = List.copyOf(answers);
    Objects.requireNonNull(expectedHead, "expectedHead");
    if (answers.isEmpty()) {
      throw new IllegalArgumentException("answers: at least one is needed");
    }
  }

  /**
   * The answer under one rule set.
   *
   * @param rules its label
   * @param reply what the host said; where it said nothing, the reply form of why
   */
  public record Answer(String rules, ExecuteReply reply) {

    boolean agreesWith(Answer other) {
      return reply.reason().code() == other.reply.reason().code() && reply.result().equals(other.reply.result());
    }
  }

  /** @return whether validators of all these releases would say the same: verdict, reason, and the whole result */
  public boolean agree() {
    return answers.stream().allMatch(first()::agreesWith);
  }

  /** @return what all say; {@link Verdict#NONE} also where they disagree */
  public Verdict verdict() {
    return agree() ? first().reply().verdict() : Verdict.NONE;
  }

  /** @return whether the agreed head is the expected one; true where none is expected */
  public boolean headMatches() {
    return expectedHead.isEmpty()
        || agree() && first().reply().result().map(result -> result.headData()).equals(expectedHead);
  }

  /** @return {@code verdict}, {@code releasesAgree}, and in {@code rules} each reply with the label of its rules */
  public JsonObject toJson() {
    JsonObject json = new JsonObject().put("verdict", verdict().wireName()).put("releasesAgree", agree());
    if (expectedHead.isPresent()) {
      json.put("headMatches", headMatches());
    }
    return json.put("rules", new JsonArray(answers.stream()
        .map(answer -> answer.reply().toJson().put("rules", answer.rules())).toList()));
  }

  /** @return the answers for people, a line for each rule set, and the conclusion */
  public String toText() {
    StringBuilder text = new StringBuilder();
    for (Answer answer : answers) {
      ExecuteReply reply = answer.reply();
      text.append(String.format(Locale.ROOT, "rules %s  %-8s %-24s cpu %.2f ms  %s  %s", answer.rules(),
              reply.verdict().wireName(), reply.reason().code().wireName(), reply.cpuTime().toNanos() / 1e6,
              reply.commitmentsHash().map(hash -> "commitments 0x" + hash.toHex()).orElse(""),
              reply.reason().message().replaceAll("\\p{Cntrl}+", " ")).stripTrailing())
          .append(System.lineSeparator());
    }
    return text.append(conclusion()).toString();
  }

  private String conclusion() {
    if (!agree()) {
      return "THE RELEASES DISAGREE: validators of different releases would not vote alike on this candidate.";
    }
    return "All releases agree: " + first().reply().verdict().wireName()
        + first().reply().result().map(result -> ", head 0x" + result.headData().toHex()).orElse("")
        + (headMatches() ? "" : System.lineSeparator() + "The head is NOT the expected one.");
  }

  private Answer first() {
    return answers.get(0);
  }
}
