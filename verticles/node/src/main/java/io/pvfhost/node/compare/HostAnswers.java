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
 * What several hosts answered to one candidate.
 *
 * @param answers one for each host, at least one
 * @param expectedHead the head that a valid candidate must have
 */
public record HostAnswers(List<HostAnswer> answers, Optional<Bytes> expectedHead) {

  public HostAnswers {
    answers = List.copyOf(answers);
    Objects.requireNonNull(expectedHead, "expectedHead");
    if (answers.isEmpty()) {
      throw new IllegalArgumentException("answers: at least one is needed");
    }
  }

  /** @return whether all say the same: verdict, reason, and every field of the result */
  public boolean agree() {
    return answers.stream().allMatch(first()::agreesWith);
  }

  /** @return what all say; {@link Verdict#NONE} also where they differ */
  public Verdict verdict() {
    return agree() ? first().reply().verdict() : Verdict.NONE;
  }

  /** @return whether the agreed head is the expected one; true where none is expected */
  public boolean headMatches() {
    return expectedHead.isEmpty()
        || agree() && first().reply().result().map(result -> result.headData()).equals(expectedHead);
  }

  /**
   * The answers as one object: {@code verdict}, {@code reason}, {@code headData}, {@code commitmentsHash} and {@code
   * codeHash} as agreed (the first four null where the hosts differ), {@code hostsAgree}, and in {@code hosts} each
   * reply with the name of its {@code host}.
   *
   * @return the object
   */
  public JsonObject toJson() {
    JsonObject agreed = first().reply().toJson();
    JsonObject json = new JsonObject().put("hostsAgree", agree());
    for (String name : List.of("verdict", "reason", "headData", "commitmentsHash")) {
      json.put(name, agree() ? agreed.getValue(name) : null);
    }
    json.put("codeHash", agreed.getValue("codeHash"));
    if (expectedHead.isPresent()) {
      json.put("headMatches", headMatches());
    }
    return json.put("hosts", new JsonArray(answers.stream().map(HostAnswer::toJson).toList()));
  }

  /** @return the answers for people, a line for each host; several lines, without a line end at the last */
  public String toText() {
    StringBuilder text = new StringBuilder();
    row(text, "HOST", "VERDICT", "REASON", "CPU MS", "WALL MS", "COMMITMENTS", "");
    for (HostAnswer answer : answers) {
      ExecuteReply reply = answer.reply();
      row(text, answer.host(), reply.verdict().wireName(), reply.reason().code().wireName(),
          millis(reply.cpuTime().toNanos()), millis(reply.wallTime().toNanos()),
          reply.commitmentsHash().map(hash -> "0x" + hash.toHex()).orElse("-"), printable(reply.reason().message()));
    }
    return text.append(System.lineSeparator()).append(conclusion()).toString();
  }

  private String conclusion() {
    String hosts = answers.size() + (answers.size() == 1 ? " host" : " hosts");
    if (!agree()) {
      return "THE HOSTS DIFFER: there is no verdict. At least one of " + hosts + " is at fault.";
    }
    return hosts + (answers.size() == 1 ? " says " : " agree: ") + first().reply().verdict().wireName()
        + first().reply().result().map(result -> ", head 0x" + result.headData().toHex()).orElse("")
        + (headMatches() ? "" : System.lineSeparator() + "The head is NOT the expected one.");
  }

  private HostAnswer first() {
    return answers.get(0);
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.2f", nanos / 1e6);
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  private static void row(StringBuilder text, Object... cells) {
    text.append(String.format(Locale.ROOT, "%-20s %-8s %-24s %9s %9s  %-66s  %s", cells).stripTrailing())
        .append(System.lineSeparator());
  }
}
