package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PrepKind;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static io.pvfhost.tests.execute.Jobs.assertOutcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Preparations and their answers. Every prepare worker of this host does one job, so the workers started count the
 * preparations.
 */
@Timeout(120)
class PreparationTest {

  private static TestHost host;

  @BeforeAll
  static void start() throws Exception {
    host = TestHost.start(execute -> execute.setWorkers(1).setSpares(0), prepare -> prepare.setMaxJobsPerWorker(1));
    // From here on no execute worker is started, and those of preparations are all that is counted.
    Jobs.assertAdded(host.run(Jobs.adder()));
  }

  @AfterAll
  static void stop() throws Exception {
    host.close();
  }

  private static long workersStarted() {
    return host.status().respawns();
  }

  private static ValidationCode notWasm() {
    return ValidationCode.of(Bytes.wrap(("no WebAssembly " + System.nanoTime()).getBytes(StandardCharsets.UTF_8)));
  }

  private static PrepareRequest within(ValidationCode code, Duration timeout) {
    return new PrepareRequest(code, ExecutorParams.EMPTY, false, Optional.of(timeout));
  }

  @Test
  void requestsForOneNewCodeShareItsPreparation() throws Exception {
    ValidationCode code = ValidationCode.of(Jobs.variant(Sample.ADDER));
    long before = workersStarted();
    List<Future<PrepareReply>> prepared = new ArrayList<>();
    List<Future<ExecuteReply>> executed = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      prepared.add(host.client.prepare(PrepareRequest.of(code)));
      executed.add(host.client.execute(Jobs.adder(code).build()));
    }
    for (Future<PrepareReply> reply : prepared) {
      assertTrue(TestHost.get(reply).prepared());
    }
    for (Future<ExecuteReply> reply : executed) {
      Jobs.assertAdded(TestHost.get(reply));
    }
    assertEquals(before + 1, workersStarted());
  }

  @Test
  void aPreparationTellsWhatItTookAndTheNextAnswerIsKnown() throws Exception {
    Bytes plain = Jobs.variant(Sample.ADDER);
    ValidationCode code = ValidationCode.of(Bytes.wrap(MaybeCompressed.compress(plain.array())));
    long before = host.status().artifactBytes();
    PrepareReply first = host.prepare(PrepareRequest.of(code));
    assertTrue(first.prepared(), first::toString);
    assertEquals(code.hash(), first.codeHash());
    assertEquals(plain.length(), first.codeSize());
    assertEquals(before + first.artifactSize(), host.status().artifactBytes());
    assertTrue(first.artifactSize() > 0 && first.peakMemory() > 0, first::toString);
    assertFalse(first.cpuTime().isZero(), first::toString);
    assertFalse(first.cached(), first::toString);

    long started = workersStarted();
    PrepareReply second = host.prepare(PrepareRequest.of(code));
    assertTrue(second.prepared() && second.cached(), second::toString);
    assertEquals(first.artifactSize(), second.artifactSize());
    assertEquals(started, workersStarted());
  }

  @Test
  void codeThatCannotBePreparedIsNotTriedAgain() throws Exception {
    ValidationCode code = notWasm();
    PrepareReply first = host.prepare(PrepareRequest.of(code));
    assertEquals(ReasonCode.PREPARATION_FAILED, first.reason().code());
    assertTrue(first.deterministic() && !first.prepared() && !first.cached(), first::toString);

    long started = workersStarted();
    PrepareReply second = host.prepare(PrepareRequest.of(code));
    assertEquals(first.reason(), second.reason());
    assertTrue(second.deterministic() && second.cached(), second::toString);
    assertOutcome(ReasonCode.PREPARATION_FAILED, host.run(Jobs.adder(code)));
    assertOutcome(ReasonCode.PREPARATION_FAILED, host.run(Jobs.adder(ValidationCode.ofHash(code.hash()))));
    assertEquals(started, workersStarted());
  }

  @Test
  void aPreparationThatHadLittleTimeIsNotHeldAgainstTheCode() throws Exception {
    ValidationCode code = ValidationCode.of(Jobs.variant(Sample.ADDER));
    PrepareReply late = host.prepare(within(code, Duration.ofNanos(1_000)));
    assertEquals(ReasonCode.PREPARATION_TIMED_OUT, late.reason().code());
    assertFalse(late.deterministic(), late::toString);
    assertEquals(Verdict.NONE, late.precheckVerdict());
    assertOutcome(ReasonCode.OK, host.run(Jobs.adder(code)));
  }

  @Test
  void aPreparationThatHadAllItsTimeIsRemembered() throws Exception {
    ExecutorParams rushed = new ExecutorParams(
        List.of(new ExecutorParam.PvfPrepTimeout(PrepKind.PREPARE, Duration.ofMillis(1))));
    ValidationCode code = ValidationCode.of(Jobs.variant(Sample.ADDER));
    assertOutcome(ReasonCode.PREPARATION_TIMED_OUT, host.run(Jobs.adder(code).executorParams(rushed)));

    long started = workersStarted();
    assertOutcome(ReasonCode.PREPARATION_TIMED_OUT, host.run(Jobs.adder(code).executorParams(rushed)));
    assertEquals(started, workersStarted());
  }

  @Test
  void precheckingVotes() throws Exception {
    assertEquals(Verdict.VALID, precheck(ValidationCode.of(Jobs.variant(Sample.ADDER)), ExecutorParams.EMPTY));
    assertEquals(Verdict.INVALID, precheck(notWasm(), ExecutorParams.EMPTY));
    // Linking is not deterministic by the protocol, so this is no vote.
    assertEquals(Verdict.NONE, precheck(ValidationCode.of(Jobs.variant(Sample.FOREIGN_IMPORT)), ExecutorParams.EMPTY));
  }

  @Test
  void precheckingKeepsToItsMemoryLimit() throws Exception {
    assertEquals(Verdict.VALID, precheck(ValidationCode.of(Jobs.variant(Sample.ADDER)), memory(256 << 20)));
    assertEquals(Verdict.INVALID, precheck(ValidationCode.of(Jobs.variant(Sample.ADDER)), memory(1)));
  }

  private static ExecutorParams memory(long bytes) {
    return new ExecutorParams(List.of(new ExecutorParam.PrecheckingMaxMemory(bytes)));
  }

  private static Verdict precheck(ValidationCode code, ExecutorParams params) throws Exception {
    return TestHost.get(host.client.precheck(new PrepareRequest(code, params, false, Optional.empty())))
        .precheckVerdict();
  }

  @Test
  void codeKnownByItsHashOnlyCannotBePrepared() {
    Hash unknown = Hash.blake2b256(Jobs.variant(Sample.ADDER));
    TestHost.refusal(FailureCode.CODE_UNKNOWN,
        host.client.prepare(PrepareRequest.of(ValidationCode.ofHash(unknown))));
  }

  @Test
  void paramsThatDoNotMatterToPreparationShareTheArtifact() throws Exception {
    ValidationCode code = ValidationCode.of(Jobs.variant(Sample.ADDER));
    assertTrue(host.prepare(PrepareRequest.of(code)).prepared());
    long started = workersStarted();
    ExecutorParams more = new ExecutorParams(List.of(new ExecutorParam.MaxMemoryPages(4096)));
    assertTrue(host.prepare(new PrepareRequest(code, more, false, Optional.empty())).cached());
    assertEquals(started, workersStarted());
    ExecutorParams deeper = new ExecutorParams(List.of(new ExecutorParam.StackLogicalMax(4096)));
    assertFalse(host.prepare(new PrepareRequest(code, deeper, false, Optional.empty())).cached());
    assertEquals(started + 1, workersStarted());
  }
}
