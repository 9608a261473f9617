package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ExecutionKind;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.CpuHeavy;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Digests;
import io.pvfhost.scale.ExecKind;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.OutboundHrmpMessage;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.scale.ValidationResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static io.pvfhost.tests.execute.Jobs.assertOutcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(120)
class VerdictsTest {

  private static final Bytes TEXT = Bytes.wrap("forty-two bytes of block data, more or less".getBytes(
      StandardCharsets.UTF_8));
  private static final ExecutorParams SMALL_MEMORY =
      new ExecutorParams(List.of(new ExecutorParam.MaxMemoryPages(64)));

  private static TestHost host;

  @BeforeAll
  static void start() throws Exception {
    host = TestHost.start();
  }

  @AfterAll
  static void stop() throws Exception {
    host.close();
  }

  @ParameterizedTest
  @EnumSource
  void everySampleHasItsVerdict(Sample sample) throws Exception {
    ExecuteRequest request = Jobs.of(sample, block(sample)).executionTimeout(budget(sample)).build();
    ExecuteReply reply = host.runToItsBudget(request.toBuilder());
    assertOutcome(expected(sample), reply);
    assertEquals(request.jobId(), reply.jobId());
    assertEquals(Hash.blake2b256(sample.code()), reply.codeHash());
    assertEquals(1, reply.attempts().size());
    assertEquals(reply.worker(), reply.attempts().get(0).worker());
    if (reply.reason().code() == ReasonCode.OK) {
      assertEquals(head(sample), reply.result().orElseThrow().headData());
      assertEquals(block(sample).length(), reply.povSize());
    }
  }

  static ReasonCode expected(Sample sample) {
    return switch (sample) {
      case ADDER, CPU_HEAVY, ECHO, VERBATIM, HASHER, HASHES, LOGGER, ALLOCATOR, RECURSION, RESIDUE, MEMORY_HOG,
          UNCALLED_IMPORT, IMPORTED_MEMORY -> ReasonCode.OK;
      case ENDLESS_LOOP -> ReasonCode.JOB_TIMED_OUT;
      case ENDLESS_RECURSION, TRAP, BAD_RESULT_POINTER, GARBAGE_RESULT, MISSING_IMPORT, NO_VALIDATE_BLOCK, NO_MEMORY,
          NO_HEAP_BASE, WRONG_SIGNATURE -> ReasonCode.INVALID_CANDIDATE;
      case START_TRAP, SEGMENT_OUT_OF_BOUNDS, FOREIGN_IMPORT, WRONG_IMPORT_TYPE -> ReasonCode.RUNTIME_CONSTRUCTION;
    };
  }

  private static Duration budget(Sample sample) {
    return sample == Sample.ENDLESS_LOOP ? Duration.ofMillis(300) : Jobs.AMPLE;
  }

  static Bytes block(Sample sample) {
    return switch (sample) {
      case ADDER -> Adder.block(0, 512);
      case CPU_HEAVY -> CpuHeavy.block(1000);
      case VERBATIM -> fullResult().encode();
      case ALLOCATOR -> new ScaleWriter().u32(1).u32(0xffffffffL).u32(8).toBytes();
      case RECURSION -> new ScaleWriter().u32(100).toBytes();
      case MEMORY_HOG -> Bytes.EMPTY;
      default -> TEXT;
    };
  }

  private static Bytes head(Sample sample) throws Exception {
    return switch (sample) {
      case ADDER -> Adder.nextHead(Adder.genesisHead(), 0, 512);
      case CPU_HEAVY -> CpuHeavy.head(1000);
      case ECHO -> TEXT;
      case VERBATIM -> fullResult().headData();
      case HASHER -> Bytes.wrap(Digests.blake2b256(TEXT.array()));
      case HASHES -> digests(TEXT.array());
      case LOGGER -> new ScaleWriter().u32(TEXT.length()).toBytes();
      case ALLOCATOR -> blockUsedTwice();
      case RECURSION -> new ScaleWriter().u32(100).toBytes();
      case RESIDUE -> new ScaleWriter().u32(1).u32(1).u32(0).toBytes();
      // The default of 2048 pages and the 32 that come on top of it.
      case MEMORY_HOG -> new ScaleWriter().u32(2080).toBytes();
      default -> Bytes.wrap("ok".getBytes(StandardCharsets.UTF_8));
    };
  }

  static Bytes digests(byte[] data) {
    return new ScaleWriter().raw(Digests.keccak256(data)).raw(Digests.keccak512(data)).raw(Digests.sha2_256(data))
        .raw(Digests.blake2b128(data)).raw(Digests.blake2b256(data)).raw(Digests.twox64(data))
        .raw(Digests.twox128(data)).raw(Digests.twox256(data)).toBytes();
  }

  /** A block that has been freed is used again, so all three steps give the place of the first block. */
  private static Bytes blockUsedTwice() throws Exception {
    byte[] once = host.run(Jobs.of(Sample.ALLOCATOR, new ScaleWriter().u32(8).toBytes())).result().orElseThrow()
        .headData().array();
    return new ScaleWriter().raw(once).raw(once).raw(once).toBytes();
  }

  private static ValidationResult fullResult() {
    return new ValidationResult(TEXT, Optional.of(Bytes.fromHex("0102")), List.of(Bytes.EMPTY, TEXT),
        List.of(new OutboundHrmpMessage(2000, TEXT), new OutboundHrmpMessage(4294967295L, Bytes.EMPTY)), 7,
        4294967294L);
  }

  @Test
  void everyFieldOfAResultArrives() throws Exception {
    ExecuteReply reply = host.run(Jobs.of(Sample.VERBATIM, fullResult().encode()));
    assertEquals(fullResult(), reply.result().orElseThrow());
    assertEquals(fullResult().commitments().hash(), reply.commitmentsHash().orElseThrow());
  }

  @Test
  void resultsOfMebibytesArrive() throws Exception {
    Bytes large = Bytes.wrap(new byte[4 << 20]);
    assertEquals(large, host.run(Jobs.of(Sample.ECHO, large)).result().orElseThrow().headData());
  }

  @Test
  void aChainOfTenBlocksIsValidBlockByBlock() throws Exception {
    ValidationCode code = ValidationCode.of(Sample.ADDER.code());
    Bytes head = Adder.genesisHead();
    long state = 0;
    for (int add = 0; add < 10; add++) {
      ExecuteReply reply = host.run(block(code, head, add + 1, Adder.block(state, add)));
      assertOutcome(ReasonCode.OK, reply);
      assertEquals(add + 1, reply.result().orElseThrow().hrmpWatermark());
      head = reply.result().orElseThrow().headData();
      state += add;
    }
    Adder.Head last = Adder.Head.decode(new ScaleReader(head.array()));
    assertEquals(10, last.number());
    assertEquals(Adder.stateHash(45), last.postState());
  }

  private static ExecuteRequest.Builder block(ValidationCode code, Bytes head, long number, Bytes block) {
    return ExecuteRequest.builder(code, new PersistedValidationData(head, number, Hash.ZERO, Jobs.MAX_POV),
        new PoV(block)).executionTimeout(Jobs.AMPLE);
  }

  @Test
  void commitmentsAreThoseOfTheProtocolDescription() throws Exception {
    assertEquals(Hash.fromHex("c9d7bae948f5b7f9d63c5e876f89967bcf6e63de91db390cc39a7fdf7a607a22"),
        host.run(Jobs.adder()).commitmentsHash().orElseThrow());
  }

  @Test
  void aBlockOnTheWrongStateIsInvalid() throws Exception {
    ExecuteReply reply = host.run(Jobs.of(Sample.ADDER, Adder.block(256, 256)));
    assertOutcome(ReasonCode.INVALID_CANDIDATE, reply);
    assertTrue(reply.reason().message().startsWith("execute: "), reply.reason().message());
  }

  @Test
  void nothingOfAJobIsLeftForTheNext() throws Exception {
    ValidationCode code = ValidationCode.of(Sample.RESIDUE.code());
    for (int i = 0; i < 50; i++) {
      assertEquals(head(Sample.RESIDUE),
          host.run(Jobs.of(code, Bytes.EMPTY, Bytes.EMPTY)).result().orElseThrow().headData());
    }
  }

  @Test
  void theBudgetOfTheExecutorParamsCountsUnlessTheRequestNamesOne() throws Exception {
    ExecutorParams brief =
        new ExecutorParams(List.of(new ExecutorParam.PvfExecTimeout(ExecKind.APPROVAL, Duration.ofMillis(200))));
    ExecuteReply reply = host.runToItsBudget(Jobs.endless().executionTimeout(Optional.empty())
        .kind(ExecutionKind.APPROVAL).executorParams(brief));
    assertOutcome(ReasonCode.JOB_TIMED_OUT, reply);
    assertTrue(reply.reason().message().contains("200 ms"), reply.reason().message());
  }

  @Test
  void jobsOfDifferentParamsTakeTurnsOnOneArtifact() throws Exception {
    long artifacts = prepared(Sample.MEMORY_HOG);
    for (int i = 0; i < 3; i++) {
      assertEquals(new ScaleWriter().u32(2080).toBytes(), pages(ExecutorParams.EMPTY));
      assertEquals(new ScaleWriter().u32(96).toBytes(), pages(SMALL_MEMORY));
    }
    assertEquals(artifacts, host.status().artifacts());
  }

  private static Bytes pages(ExecutorParams params) throws Exception {
    ExecuteRequest.Builder request = Jobs.of(Sample.MEMORY_HOG, Bytes.EMPTY).executorParams(params);
    return host.run(request).result().orElseThrow().headData();
  }

  private static long prepared(Sample sample) throws Exception {
    assertOutcome(ReasonCode.OK, host.run(Jobs.of(sample, Bytes.EMPTY)));
    return host.status().artifacts();
  }

  @Test
  void anApprovalIsTriedAgainWhenTheRuntimeCannotBeMade() throws Exception {
    ExecuteReply reply = host.run(Jobs.of(Sample.START_TRAP, TEXT).kind(ExecutionKind.APPROVAL));
    assertOutcome(ReasonCode.RUNTIME_CONSTRUCTION, reply);
    assertEquals(2, reply.attempts().size());
  }

  @Test
  void theReplyNamesItsWorker() throws Exception {
    ExecuteReply reply = host.run(Jobs.adder());
    WorkerProcess worker = new WorkerProcess(reply.worker().orElseThrow().pid());
    assertTrue(host.executeWorkers().contains(worker), reply::toString);
    assertEquals("S", reply.worker().orElseThrow().dialect());
    assertFalse(reply.worker().orElseThrow().version().isEmpty());
    assertEquals("none", reply.worker().orElseThrow().confinement());
  }
}
