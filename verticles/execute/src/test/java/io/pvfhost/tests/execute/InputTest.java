package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ExecutionKind;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.PvfAddresses;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.HostFunctionSet;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import static io.pvfhost.tests.execute.Jobs.assertOutcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is above a limit, broken, or more than the host can do. */
@Timeout(120)
class InputTest {

  /** Limits of a worker of dialect S, in bytes. */
  private static final int POV_BOMB_LIMIT = 40 << 20;
  private static final int CODE_BOMB_LIMIT = 12 << 20;
  private static final Bytes ADDER = Sample.ADDER.code();

  private static TestHost host;

  @BeforeAll
  static void start() throws Exception {
    host = TestHost.start();
  }

  @AfterAll
  static void stop() throws Exception {
    host.close();
  }

  static Bytes compressed(Bytes data) {
    return Bytes.wrap(MaybeCompressed.compress(data.array()));
  }

  static Bytes zeros(int count) {
    return Bytes.wrap(new byte[count]);
  }

  private static Bytes text(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes withoutLastByte(Bytes data) {
    return data.slice(0, data.length() - 1);
  }

  private static ExecuteRequest.Builder limitedPov(Bytes block, long maxPovSize) {
    return ExecuteRequest.builder(ValidationCode.of(Sample.ECHO.code()),
        new PersistedValidationData(Bytes.EMPTY, 1, Hash.ZERO, maxPovSize), new PoV(block))
        .executionTimeout(Jobs.AMPLE);
  }

  @Test
  void aPovAboveTheLimitOfTheChainIsInvalidWithoutAWorker() throws Exception {
    // 100 bytes and two of length.
    ExecuteReply reply = host.run(limitedPov(zeros(100), 101));
    assertOutcome(ReasonCode.PARAMS_TOO_LARGE, reply);
    assertEquals(List.of(), reply.attempts());
    assertEquals(Optional.empty(), reply.worker());
    assertOutcome(ReasonCode.OK, host.run(limitedPov(zeros(100), 102)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"head", "block", "code", "params"})
  void theHostItselfRefusesWhatIsAboveItsLimits(String part) {
    ExecuteRequest.Builder request = switch (part) {
      case "head" -> Jobs.of(ADDER, zeros(PvfLimits.MAX_HEAD_BYTES + 1), Bytes.EMPTY);
      case "block" -> Jobs.of(ADDER, Bytes.EMPTY, zeros(PvfLimits.MAX_BLOCK_DATA_BYTES + 1));
      case "code" -> Jobs.of(zeros(PvfLimits.MAX_CODE_BYTES + 1), Bytes.EMPTY, Bytes.EMPTY);
      default -> Jobs.adder().executorParams(new ExecutorParams(
          Collections.nCopies(PvfLimits.MAX_EXECUTOR_PARAMS + 1, new ExecutorParam.WasmExtBulkMemory())));
    };
    TestHost.refusal(FailureCode.TOO_LARGE, host.client.execute(request.build()));
    TestHost.refusal(FailureCode.TOO_LARGE, pastTheClient(request.build()));
  }

  /** What a sender gets who does not use the client, as the client would see it. */
  private static Future<?> pastTheClient(ExecuteRequest request) {
    return host.vertx.eventBus().request(PvfAddresses.EXECUTE, request)
        .recover(failure -> Future.failedFuture(PvfException.of(failure)));
  }

  @Test
  void compressedBlockDataIsUnpacked() throws Exception {
    Bytes block = Adder.block(0, 512);
    ExecuteReply reply = host.run(Jobs.of(ADDER, Adder.genesisHead(), compressed(block)));
    Jobs.assertAdded(reply);
    assertEquals(block.length(), reply.povSize());
  }

  @Test
  void compressedCodeIsUnpackedAndHasTheHashOfItsCompressedForm() throws Exception {
    Bytes code = compressed(ADDER);
    ExecuteReply reply = host.run(Jobs.adder(ValidationCode.of(code)));
    Jobs.assertAdded(reply);
    assertEquals(Hash.blake2b256(code), reply.codeHash());
    assertNotEquals(Hash.blake2b256(ADDER), reply.codeHash());
  }

  @Test
  void blockDataThatCannotBeUnpackedIsInvalid() throws Exception {
    Bytes good = compressed(Adder.block(0, 512));
    for (Bytes bad : List.of(withoutLastByte(good), good.slice(0, 8), garbledFrame())) {
      assertOutcome(ReasonCode.POV_DECOMPRESSION_FAILURE, host.run(Jobs.of(ADDER, Adder.genesisHead(), bad)));
    }
    Jobs.assertAdded(host.run(Jobs.adder()));
  }

  private static Bytes garbledFrame() {
    byte[] frame = new byte[200];
    Arrays.fill(frame, (byte) 0xa5);
    System.arraycopy(MaybeCompressed.MAGIC.array(), 0, frame, 0, MaybeCompressed.MAGIC.length());
    return Bytes.wrap(frame);
  }

  @Test
  void blockDataMayUnpackToTheLimitButNotBeyond() throws Exception {
    ExecuteReply full = host.run(Jobs.of(Sample.LOGGER, compressed(zeros(POV_BOMB_LIMIT))));
    // It reaches the candidate's memory, whose largest allocation is 32 MiB.
    assertOutcome(ReasonCode.INVALID_CANDIDATE, full);
    assertEquals(POV_BOMB_LIMIT, full.povSize());
    ExecuteReply bomb = host.run(Jobs.of(Sample.LOGGER, compressed(zeros(POV_BOMB_LIMIT + 1))));
    assertOutcome(ReasonCode.POV_DECOMPRESSION_FAILURE, bomb);
  }

  @Test
  void codeThatCannotBePreparedGivesNoVerdict() throws Exception {
    assertNotPrepared("Prevalidation", text("this is no WebAssembly"));
    assertNotPrepared("Prevalidation", Bytes.EMPTY);
    assertNotPrepared("Prevalidation", withoutLastByte(ADDER));
    assertNotPrepared("CouldNotDecompressCodeBlob", withoutLastByte(compressed(ADDER)));
    assertNotPrepared("CouldNotDecompressCodeBlob", garbledFrame());
    assertNotPrepared("CouldNotDecompressCodeBlob", compressed(zeros(CODE_BOMB_LIMIT + 1)));
  }

  private static void assertNotPrepared(String kind, Bytes code) throws Exception {
    ExecuteReply reply = host.run(Jobs.of(code, Bytes.EMPTY, Bytes.EMPTY).kind(ExecutionKind.APPROVAL));
    assertOutcome(ReasonCode.PREPARATION_FAILED, reply);
    assertTrue(reply.reason().message().startsWith(kind), reply.reason().message());
    assertEquals(List.of(), reply.attempts());
  }

  @Test
  void aCandidateOfAV3DescriptorIsRefusedByWorkersThatCannotCarryItsContext() {
    ExecuteRequest request = Jobs.adder().descriptorVersion(CandidateDescriptorVersion.V3)
        .relayParent(Optional.of(Hash.ZERO)).schedulingParent(Optional.of(Hash.ZERO)).build();
    PvfException refusal = TestHost.refusal(FailureCode.UNAVAILABLE, host.client.execute(request));
    assertTrue(refusal.getMessage().contains("V3"), refusal.getMessage());
  }

  @Test
  void aJobForAnotherHostIsRefusedByName() {
    PvfException refusal = TestHost.refusal(FailureCode.UNAVAILABLE,
        host.client.execute(Jobs.adder().host("elsewhere").build()));
    assertEquals("no host elsewhere here, this is local", refusal.getMessage());
  }

  @Test
  void aJobToBeJudgedByOtherRulesIsRefused() throws Exception {
    PvfException refusal = TestHost.refusal(FailureCode.UNAVAILABLE,
        host.client.execute(Jobs.adder().rules("2409").build()));
    assertEquals("this host judges by the rules 2603, the job is to be judged by 2409", refusal.getMessage());
    ExecuteReply judged = host.run(Jobs.adder().rules("2603"));
    assertEquals("2603", judged.worker().orElseThrow().rules());
    assertEquals("2603", TestHost.get(host.client.status()).rules());
  }

  @Test
  void otherDescriptorVersionsMakeNoDifference() throws Exception {
    Jobs.assertAdded(host.run(Jobs.adder().descriptorVersion(CandidateDescriptorVersion.V2)));
    Jobs.assertAdded(host.run(Jobs.adder().descriptorVersion(CandidateDescriptorVersion.unknown(9))));
  }

  @Test
  void paramsThatTheDialectDoesNotKnowAreRefused() throws Exception {
    ExecutorParams params = new ExecutorParams(
        List.of(new ExecutorParam.EnabledHostFunction(HostFunctionSet.ECC_RFC163)));
    ExecuteRequest request = Jobs.adder().executorParams(params).build();
    for (Future<?> answer : List.of(host.client.execute(request),
        host.client.prepare(new PrepareRequest(request.code(), params, false, Optional.empty())))) {
      PvfException refusal = TestHost.refusal(FailureCode.UNAVAILABLE, answer);
      assertTrue(refusal.getMessage().contains("EnabledHostFunction"), refusal.getMessage());
    }
  }

  @Test
  void codeMayBeGivenByHashOnceItIsKnown() throws Exception {
    Bytes code = Jobs.variant(Sample.ADDER);
    ExecuteRequest.Builder byHash = Jobs.adder(ValidationCode.ofHash(Hash.blake2b256(code)));
    TestHost.refusal(FailureCode.CODE_UNKNOWN, host.client.execute(byHash.build()));
    Jobs.assertAdded(host.run(Jobs.adder(ValidationCode.of(code))));
    Jobs.assertAdded(host.run(byHash));
  }
}
