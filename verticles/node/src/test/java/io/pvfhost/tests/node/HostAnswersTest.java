package io.pvfhost.tests.node;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.node.compare.HostAnswer;
import io.pvfhost.node.compare.HostAnswers;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ValidationResult;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HostAnswersTest {

  private static final ExecuteRequest REQUEST = FakeHosts.ADDER.job(1, 1).request();
  private static final ExecuteReply VALID = FakeHosts.right(REQUEST);

  private static HostAnswers answers(ExecuteReply... replies) {
    List<HostAnswer> answers = new ArrayList<>();
    for (ExecuteReply reply : replies) {
      answers.add(new HostAnswer("host-" + answers.size(), reply));
    }
    return new HostAnswers(answers, Optional.empty());
  }

  private static ExecuteReply without(ReasonCode reason) {
    return FakeHosts.without(REQUEST, reason, "because");
  }

  private static ExecuteReply validWith(ValidationResult result) {
    return FakeHosts.valid(REQUEST, result, List.of());
  }

  @Test
  void equalAnswersAreTheVerdict() {
    HostAnswers valid = answers(VALID, VALID, VALID);
    assertEquals(Verdict.VALID, valid.verdict());
    JsonObject json = valid.toJson();
    assertTrue(json.getBoolean("hostsAgree"));
    assertEquals("valid", json.getString("verdict"));
    assertEquals(VALID.toJson().getString("headData"), json.getString("headData"));
    assertEquals(VALID.toJson().getString("commitmentsHash"), json.getString("commitmentsHash"));
    assertEquals(List.of("host-0", "host-1", "host-2"), json.getJsonArray("hosts").stream()
        .map(host -> ((JsonObject) host).getString("host")).toList());
    assertTrue(valid.toText().contains("3 hosts agree: valid"), valid.toText());
    ExecuteReply invalid = without(ReasonCode.INVALID_CANDIDATE);
    assertEquals(Verdict.INVALID, answers(invalid, invalid).verdict());
  }

  @Test
  void anotherVerdictIsADifference() {
    assertDiffer(answers(VALID, VALID, without(ReasonCode.INVALID_CANDIDATE)));
    assertDiffer(answers(without(ReasonCode.INVALID_CANDIDATE), without(ReasonCode.DEADLINE)));
  }

  @Test
  void anotherReasonIsADifference() {
    assertDiffer(answers(without(ReasonCode.INVALID_CANDIDATE), without(ReasonCode.JOB_TIMED_OUT)));
  }

  @Test
  void anotherResultIsADifferenceEvenWithTheSameHead() {
    ValidationResult result = VALID.result().orElseThrow();
    assertDiffer(answers(VALID, validWith(new ValidationResult(Bytes.EMPTY, Optional.empty(), List.of(), List.of(), 0,
        result.hrmpWatermark()))));
    assertDiffer(answers(VALID, validWith(new ValidationResult(result.headData(), Optional.empty(),
        List.of(Bytes.EMPTY), List.of(), 0, result.hrmpWatermark()))));
  }

  private static void assertDiffer(HostAnswers answers) {
    assertFalse(answers.agree());
    assertEquals(Verdict.NONE, answers.verdict());
    JsonObject json = answers.toJson();
    for (String name : List.of("verdict", "reason", "headData", "commitmentsHash")) {
      assertNull(json.getValue(name), name);
    }
    assertEquals(false, json.getBoolean("hostsAgree"));
    assertEquals(answers.answers().size(), json.getJsonArray("hosts").size());
    assertTrue(answers.toText().contains("THE HOSTS DIFFER"), answers.toText());
    answers.answers().forEach(answer -> assertTrue(answers.toText().contains(answer.host())));
  }

  @Test
  void noAnswerAtAllIsNoVerdict() {
    ExecuteReply refused = ExecuteReply.refused(REQUEST, new PvfException(FailureCode.UNAVAILABLE, "gone\n\u001b[1m"));
    HostAnswers answers = answers(refused, refused);
    assertEquals(Verdict.NONE, answers.verdict());
    assertEquals("none", answers.toJson().getString("verdict"));
    assertFalse(answers.toText().contains("\u001b"));
    assertEquals("host-1", answers.toJson().getJsonArray("hosts").getJsonObject(1).getString("host"));
  }

  @Test
  void tellsWhetherTheHeadIsTheExpectedOne() {
    Bytes head = VALID.result().orElseThrow().headData();
    List<HostAnswer> hosts = answers(VALID, VALID).answers();
    assertTrue(new HostAnswers(hosts, Optional.of(head)).headMatches());
    HostAnswers other = new HostAnswers(hosts, Optional.of(Bytes.EMPTY));
    assertEquals(false, other.toJson().getBoolean("headMatches"));
    assertTrue(other.toText().contains("NOT the expected one"), other.toText());
  }
}
