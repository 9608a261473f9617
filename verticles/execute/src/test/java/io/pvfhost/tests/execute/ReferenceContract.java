package io.pvfhost.tests.execute;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ExecutionKind;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.execute.HostOptions;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static io.pvfhost.tests.execute.Jobs.assertOutcome;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What holds for every set of Parity's workers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class ReferenceContract {

  private static final Bytes OK = VerdictsTest.block(Sample.ECHO);

  private final Path programs;
  private final String dialect;
  private final int povBombLimit;
  private TestHost host;

  ReferenceContract(String set, String dialect, int povBombLimit) {
    this.programs = Path.of(System.getProperty("pvf.reference", "")).resolve(set).toAbsolutePath();
    this.dialect = dialect;
    this.povBombLimit = povBombLimit;
  }

  @BeforeAll
  void start() throws Exception {
    assumeTrue(Files.isExecutable(program("execute")), () -> "there is no " + program("execute"));
    host = TestHost.start(execute -> configure(execute, "execute").setWorkers(1).setSpares(0),
        prepare -> configure(prepare, "prepare"));
  }

  @AfterAll
  void stop() throws Exception {
    if (host != null) {
      host.close();
    }
  }

  private Path program(String kind) {
    return programs.resolve("polkadot-" + kind + "-worker");
  }

  private <S extends HostOptions<S>> S configure(S options, String kind) {
    return options.setWorkerCommand(List.of(program(kind).toString())).setWorkerDialect(HostOptions.AUTO_DIALECT);
  }

  private boolean checksArtifacts() {
    return !dialect.equals("S");
  }

  @Test
  void adderIsValidAndTheReplyNamesTheDialect() throws Exception {
    ExecuteReply reply = host.run(Jobs.adder());
    Jobs.assertAdded(reply);
    assertEquals(dialect, reply.worker().orElseThrow().dialect());
    assertEquals(Adder.block(0, 512).length(), reply.povSize());
    Jobs.assertAdded(host.run(Jobs.adder(ValidationCode.of(InputTest.compressed(Sample.ADDER.code())))));
  }

  @Test
  void adderOnTheWrongStateIsInvalid() throws Exception {
    ExecuteReply reply = host.run(Jobs.of(Sample.ADDER, Adder.block(256, 256)));
    assertOutcome(ReasonCode.INVALID_CANDIDATE, reply);
    assertTrue(reply.reason().message().startsWith("execute: "), reply.reason().message());
  }

  /** The samples whose verdict is the same under all rules. */
  @ParameterizedTest
  @EnumSource(names = {"ALLOCATOR", "NO_MEMORY", "ENDLESS_LOOP"}, mode = EnumSource.Mode.EXCLUDE)
  void samplesHaveTheirVerdict(Sample sample) throws Exception {
    assertOutcome(VerdictsTest.expected(sample), host.run(Jobs.of(sample, VerdictsTest.block(sample))));
  }

  @Test
  void endlessLoopSpendsItsBudget() {
    assertOutcome(ReasonCode.JOB_TIMED_OUT,
        host.runToItsBudget(Jobs.endless().executionTimeout(Duration.ofSeconds(2))));
  }

  @Test
  void everyFieldOfAResultArrives() throws Exception {
    ExecuteReply reply = host.run(Jobs.of(Sample.VERBATIM, VerdictsTest.block(Sample.VERBATIM)));
    assertEquals(VerdictsTest.block(Sample.VERBATIM), reply.result().orElseThrow().encode());
  }

  @Test
  void blockDataMayUnpackToTheLimitOfTheDialectButNotBeyond() throws Exception {
    ExecuteReply full = host.run(Jobs.of(Sample.HASHER, InputTest.compressed(InputTest.zeros(povBombLimit))));
    // Above 32 MiB there is no room in the validation function's heap, which is another matter.
    assertOutcome(povBombLimit > 32 << 20 ? ReasonCode.INVALID_CANDIDATE : ReasonCode.OK, full);
    assertEquals(povBombLimit, full.povSize());
    assertOutcome(ReasonCode.POV_DECOMPRESSION_FAILURE,
        host.run(Jobs.of(Sample.HASHER, InputTest.compressed(InputTest.zeros(povBombLimit + 1)))));
    assertOutcome(ReasonCode.OK, host.run(Jobs.of(Sample.HASHER, OK)));
  }

  @Test
  void codeMayUnpackToTheLimitThatTheHostSends() throws Exception {
    PrepareReply bomb = host.prepare(PrepareRequest.of(
        ValidationCode.of(InputTest.compressed(InputTest.zeros((12 << 20) + 1)))));
    assertTrue(bomb.reason().message().startsWith("CouldNotDecompressCodeBlob"), bomb.reason().message());
    PrepareReply full = host.prepare(PrepareRequest.of(
        ValidationCode.of(InputTest.compressed(InputTest.zeros(12 << 20)))));
    assertTrue(full.reason().message().startsWith("Prevalidation"), full.reason().message());
  }

  @Test
  void preparationIsBoundInMemoryIfTheParamsSaySo() throws Exception {
    ExecutorParams tight =
        new ExecutorParams(List.of(new ExecutorParam.PrecheckingMaxMemory(512 << 10)));
    PrepareReply reply = host.prepare(new PrepareRequest(
        ValidationCode.of(Jobs.variant(Sample.ADDER)), tight, true, Optional.empty()));
    assertTrue(reply.reason().message().startsWith("OutOfMemory"), reply.reason().message());
    assertTrue(reply.deterministic());
  }

  @Test
  void precheckLinksTheImports() throws Exception {
    PrepareReply reply = host.prepare(PrepareRequest.of(ValidationCode.of(Sample.FOREIGN_IMPORT.code())).asPrecheck());
    assertTrue(reply.reason().message().startsWith("RuntimeConstruction"), reply.reason().message());
  }

  @Test
  void deathOfTheWorkerIsSeenAndTheNextOneTakesTheNextJob() throws Exception {
    // The job's process outlives its worker until this budget is spent.
    Future<ExecuteReply> answer =
        host.client.execute(Jobs.endless().executionTimeout(Duration.ofSeconds(5)).build());
    awaitJobProcess();
    host.executeWorker().kill();
    assertOutcome(ReasonCode.WORKER_DIED, TestHost.get(answer));
    Jobs.assertAdded(host.run(Jobs.adder()));
  }

  @Test
  void deathOfTheJobIsReportedByTheWorker() throws Exception {
    Future<ExecuteReply> answer = host.client.execute(Jobs.endless().build());
    awaitJobProcess().destroyForcibly();
    ExecuteReply reply = TestHost.get(answer);
    assertOutcome(ReasonCode.JOB_DIED, reply);
    assertTrue(reply.reason().message().contains("received signal: SIGKILL"), reply.reason().message());
  }

  /** The worker forks for each job. */
  private ProcessHandle awaitJobProcess() {
    return await().until(() -> host.executeWorkers().stream()
        .flatMap(worker -> ProcessHandle.of(worker.pid()).stream().flatMap(ProcessHandle::children))
        .findFirst(), Optional::isPresent).orElseThrow();
  }

  @Test
  void artifactThatWasChangedBehindItsSizeAndTimeIsMadeAgain() throws Exception {
    List<Path> before = TestHost.entries(host.artifacts());
    ValidationCode code = ValidationCode.of(Jobs.variant(Sample.ADDER));
    Jobs.assertAdded(host.run(Jobs.adder(code)));
    List<Path> made = TestHost.entries(host.artifacts());
    made.removeAll(before);
    FileTime time = Files.getLastModifiedTime(made.get(0));
    byte[] bytes = Files.readAllBytes(made.get(0));
    // The magic of an ELF file: a worker that does not check the sum cannot load it.
    bytes[0] ^= 1;
    Files.write(made.get(0), bytes);
    Files.setLastModifiedTime(made.get(0), time);
    ExecuteReply reply = host.run(Jobs.adder(code));
    Jobs.assertAdded(reply);
    assertEquals(List.of(checksArtifacts() ? ReasonCode.CORRUPTED_ARTIFACT : ReasonCode.RUNTIME_CONSTRUCTION,
        ReasonCode.OK), reply.attempts().stream().map(Attempt::reason).map(Reason::code).toList());
  }

  @Test
  void artifactsOfAnEarlierRunAreUsedAgain() throws Exception {
    ValidationCode code = ValidationCode.of(Jobs.variant(Sample.ADDER));
    Jobs.assertAdded(host.run(Jobs.adder(code)));
    host.stop();
    host.deployPrepare();
    host.deployExecute();
    Jobs.assertAdded(host.run(Jobs.adder(ValidationCode.ofHash(code.hash()))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void anyDescriptorVersionThatTheDialectCarries(int index) throws Exception {
    CandidateDescriptorVersion version = new CandidateDescriptorVersion(index, index == 3 ? 7 : 0);
    ExecuteRequest.Builder request = Jobs.adder().kind(ExecutionKind.APPROVAL).descriptorVersion(version)
        .relayParent(Optional.of(Hash.fromHex("22".repeat(32))))
        .schedulingParent(Optional.of(Hash.fromHex("33".repeat(32))));
    if (version.equals(CandidateDescriptorVersion.V3) && !dialect.equals("R2")) {
      TestHost.refusal(FailureCode.UNAVAILABLE, host.client.execute(request.build()));
    } else {
      Jobs.assertAdded(host.run(request));
    }
  }
}
