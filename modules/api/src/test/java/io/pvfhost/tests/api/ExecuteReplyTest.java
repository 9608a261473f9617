package io.pvfhost.tests.api;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.api.WorkerInfo;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ValidationResult;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ExecuteReplyTest {

  private static final String CODE_HASH = "0xf6a5dbf080e9c9d7834145653bce4c8cded62e664d7ddcdb5c526f5877006d74";

  @Test
  void aValidReplyPrintsAllFieldsInOrder() {
    ExecuteReply reply = Messages.valid("job-1");
    String worker = "{\"version\":\"0.1.0\",\"dialect\":\"S\",\"rules\":\"2603\",\"pid\":4242,"
        + "\"confinement\":\"none\"}";
    String ok = "{\"code\":\"ok\",\"message\":\"\"}";
    assertEquals("{\"verdict\":\"valid\",\"reason\":" + ok + ",\"headData\":\"0x0102\",\"commitmentsHash\":\"0x"
        + reply.result().orElseThrow().commitments().hash().toHex() + "\",\"codeHash\":\"" + CODE_HASH
        + "\",\"povSize\":16,\"cpuMillis\":12.346,\"wallMillis\":15.0,\"queueMillis\":0.901,\"host\":\"host-a\","
        + "\"worker\":" + worker
        + ",\"attempts\":[{\"number\":1,\"host\":\"host-a\",\"worker\":" + worker + ",\"reason\":" + ok
        + ",\"cpuMillis\":12.346,\"wallMillis\":14.0,\"evidence\":[]}]}", reply.toJson().encode());
  }

  @Test
  void aReplyWithoutVerdictPrintsNullsForWhatIsAbsent() {
    ExecuteReply reply = Messages.without("job-1", new Reason(ReasonCode.HARD_TIMEOUT, "4 x 2 s"));
    String reason = "{\"code\":\"hard_timeout\",\"message\":\"4 x 2 s\"}";
    assertEquals("{\"verdict\":\"none\",\"reason\":" + reason + ",\"headData\":null,\"commitmentsHash\":null,"
        + "\"codeHash\":\"" + CODE_HASH + "\",\"povSize\":0,\"cpuMillis\":0.0,\"wallMillis\":9.0,\"queueMillis\":1.0,"
        + "\"host\":\"host-b\",\"worker\":null,\"attempts\":[{\"number\":1,\"host\":\"host-b\",\"worker\":null,"
        + "\"reason\":" + reason
        + ",\"cpuMillis\":0.0,\"wallMillis\":8.0,\"evidence\":[\"killed\"]}]}", reply.toJson().encode());
  }

  @Test
  void theCommitmentsHashIsThatOfTheSpecsAdderExample() {
    Bytes head = Bytes.fromHex("0100000000000000804df47c526d888b3f52091df4e253c821e9991ec88e342722cc485fda31747e"
        + "a88d962ceb769d13dd202a8b8478e3a3f9d762a5702f76db9fd33d9f6af919ea");
    ValidationResult result = new ValidationResult(head, Optional.empty(), List.of(), List.of(), 0, 1);
    ExecuteReply reply = new ExecuteReply("j", Verdict.VALID, Reason.OK, Optional.of(result), Messages.CODE.hash(), 16,
        Duration.ZERO, Duration.ZERO, Duration.ZERO, Optional.empty(), List.of());
    assertEquals("c9d7bae948f5b7f9d63c5e876f89967bcf6e63de91db390cc39a7fdf7a607a22",
        reply.commitmentsHash().orElseThrow().toHex());
  }

  @Test
  void aVerdictThatIsNotThatOfItsReasonIsRefused() {
    Reason died = new Reason(ReasonCode.WORKER_DIED, "");
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> reply(Verdict.INVALID, died));
    assertEquals("verdict invalid with reason worker_died, which stands for none", refused.getMessage());
  }

  @Test
  void aResultGoesWithAValidVerdictOnly() {
    assertThrows(IllegalArgumentException.class, () -> reply(Verdict.VALID, Reason.OK));
    ExecuteReply valid = Messages.valid("j");
    Reason invalid = new Reason(ReasonCode.INVALID_CANDIDATE, "execute: x");
    assertThrows(IllegalArgumentException.class, () -> new ExecuteReply("j", Verdict.INVALID, invalid, valid.result(),
        valid.codeHash(), 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Optional.empty(), List.of()));
  }

  @Test
  void aRefusedRequestHasAReplyFormWithoutVerdict() {
    ExecuteReply refused = ExecuteReply.refused(Messages.request().build(),
        new PvfException(FailureCode.OVERLOADED, "queue holds 100, limit 100"));
    assertEquals(Verdict.NONE, refused.verdict());
    assertEquals(new Reason(ReasonCode.OVERLOADED, "queue holds 100, limit 100"), refused.reason());
    assertEquals("job-1", refused.jobId());
    assertEquals(Messages.CODE.hash(), refused.codeHash());
    assertEquals(Optional.empty(), refused.host());
  }

  @Test
  void theHostIsThatOfTheLastAttempt() {
    Reason lost = new Reason(ReasonCode.HOST_LOST, "");
    Attempt first = new Attempt(1, "a", Optional.empty(), lost, Duration.ZERO, Duration.ZERO, List.of());
    Attempt second = new Attempt(2, "b", Optional.empty(), lost, Duration.ZERO, Duration.ZERO, List.of());
    ExecuteReply reply = new ExecuteReply("j", Verdict.NONE, lost, Optional.empty(), Messages.CODE.hash(), 0,
        Duration.ZERO, Duration.ZERO, Duration.ZERO, Optional.empty(), List.of(first, second));
    assertEquals(Optional.of("b"), reply.host());
  }

  @Test
  void evidenceIsBounded() {
    Attempt attempt = new Attempt(1, "h", Optional.empty(), Reason.OK, Duration.ZERO, Duration.ZERO,
        Collections.nCopies(100, "e".repeat(5000)));
    assertEquals(PvfLimits.MAX_EVIDENCE_LINES, attempt.evidence().size());
    assertEquals(PvfLimits.MAX_EVIDENCE_CHARS, attempt.evidence().get(0).length());
  }

  @Test
  void namesThatWouldSpoilALogAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new WorkerInfo("0.1\n", "S", "2603", 1, "none"));
    assertThrows(IllegalArgumentException.class, () -> new WorkerInfo("", "S", "2603", 1, "none"));
    assertThrows(IllegalArgumentException.class, () -> new WorkerInfo("0.1", "S", "2603", -1, "none"));
  }

  @Test
  void aPrecheckVotesByDeterminism() {
    assertEquals(Verdict.VALID, Messages.prepared().precheckVerdict());
    assertEquals(Verdict.INVALID, Messages.notPrepared(ReasonCode.PREPARATION_FAILED, true).precheckVerdict());
    assertEquals(Verdict.NONE, Messages.notPrepared(ReasonCode.PREPARATION_TIMED_OUT, false).precheckVerdict());
  }

  @Test
  void aPreparationIsPreparedExactlyWhenItsReasonIsOk() {
    PrepareReply ok = Messages.prepared();
    assertThrows(IllegalArgumentException.class, () -> new PrepareReply(ok.codeHash(), false, Reason.OK, false, false,
        Duration.ZERO, Duration.ZERO, 0, 0, 0, "2603"));
    assertThrows(IllegalArgumentException.class, () -> new PrepareReply(ok.codeHash(), true, Reason.OK, true, false,
        Duration.ZERO, Duration.ZERO, 0, 0, 0, "2603"));
  }

  @Test
  void otherRepliesPrintAllFields() {
    assertEquals("{\"codeHash\":\"" + CODE_HASH + "\",\"prepared\":true,\"reason\":{\"code\":\"ok\",\"message\":\"\"},"
        + "\"deterministic\":false,\"cached\":true,\"cpuMillis\":250.0,\"wallMillis\":300.0,\"artifactSize\":4096,"
        + "\"codeSize\":8,\"peakMemory\":5242880,\"rules\":\"2603\"}", Messages.prepared().toJson().encode());
    assertEquals("{\"hostId\":\"host-a\",\"accepting\":true,"
        + "\"executeWorkers\":{\"max\":4,\"live\":3,\"idle\":1,\"busy\":2,\"spawning\":1},"
        + "\"prepareWorkers\":{\"max\":0,\"live\":0,\"idle\":0,\"busy\":0,\"spawning\":0},\"queueLength\":5,"
        + "\"queueLimit\":100,\"jobs\":{\"valid\":10,\"invalid\":2,\"none\":1},\"respawns\":3,\"artifacts\":2,"
        + "\"artifactBytes\":8192,\"rules\":\"2603\"}", Messages.status().toJson().encode());
    assertEquals("{\"self\":\"node-a\",\"hosts\":[{\"name\":\"host-a\",\"id\":\"0f\",\"state\":\"alive\",\"workers\":4,"
        + "\"idle\":1,\"parked\":0,\"workerVersion\":\"0.1.0\",\"rules\":\"2603\",\"protocols\":\"1-2\","
        + "\"millisSinceAdvert\":250,"
        + "\"status\":null}],\"dispatch\":{\"outstanding\":1,\"dispatched\":9,\"redispatched\":2,\"parked\":3,"
        + "\"bytes\":100,\"answered\":7,\"refused\":{\"a\":2,\"z\":1}}}", Messages.cluster().toJson().encode());
  }

  private static ExecuteReply reply(Verdict verdict, Reason reason) {
    return new ExecuteReply("j", verdict, reason, Optional.empty(), Messages.CODE.hash(), 0, Duration.ZERO,
        Duration.ZERO, Duration.ZERO, Optional.empty(), List.of());
  }
}
