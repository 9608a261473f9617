package io.pvfhost.tests.worker;

import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.CpuHeavy;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.InternalValidationError;
import io.pvfhost.wire.JobResponse;
import io.pvfhost.wire.WorkerError;
import io.pvfhost.wire.WorkerResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Real candidates in a real execute worker. Tests share one worker unless they end it. */
@Timeout(60)
class ExecuteWorkerIT {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final byte[] ZSTD_PREFIX = {
    0x52, (byte) 0xbc, 0x53, 0x76, 0x46, (byte) 0xdb, (byte) 0x8e, 0x05};
  private static final int POV_BOMB_LIMIT = 40 << 20;

  @TempDir
  private static Path dir;
  private static TestHost prepareWorker;
  private static Artifacts artifacts;
  private static TestHost worker;

  @BeforeAll
  static void start() throws Exception {
    prepareWorker = TestHost.prepareWorker(dir);
    artifacts = new Artifacts(prepareWorker);
    worker = TestHost.executeWorker(dir);
  }

  @AfterAll
  static void stop() throws Exception {
    prepareWorker.close();
    worker.close();
  }

  private static WorkerResponse respond(Sample sample, Bytes head, Bytes block) throws Exception {
    return response(worker.execute(artifacts.of(sample), TestHost.request(head, block, TestHost.TIMEOUT)));
  }

  private static WorkerResponse respond(Sample sample, Bytes block) throws Exception {
    return respond(sample, Bytes.EMPTY, block);
  }

  private static WorkerResponse response(ExecuteResult result) {
    return assertInstanceOf(ExecuteResult.Response.class, result, result.toString()).response();
  }

  private static Bytes head(WorkerResponse response) {
    return assertInstanceOf(JobResponse.Ok.class, response.jobResponse()).result().headData();
  }

  private static WorkerError error(ExecuteResult result) {
    return assertInstanceOf(ExecuteResult.Failure.class, result, result.toString()).error();
  }

  private static void assertAddsTwo() throws Exception {
    Bytes genesis = Adder.genesisHead();
    assertEquals(Adder.nextHead(genesis, 0, 2), head(respond(Sample.ADDER, genesis, Adder.block(0, 2))));
  }

  @Test
  void aChainOfAdderBlocksIsValid() throws Exception {
    Bytes parent = Adder.genesisHead();
    long state = 0;
    for (long add = 0; add < 10; add++) {
      WorkerResponse response = respond(Sample.ADDER, parent, Adder.block(state, add));
      parent = Adder.nextHead(parent, state, add);
      state += add;
      assertEquals(parent, head(response));
      assertEquals(16, response.povSize());
      assertTrue(response.cpuTime().compareTo(Duration.ZERO) > 0);
    }
  }

  @Test
  void aBlockOnAnotherStateIsInvalid() throws Exception {
    WorkerResponse response = respond(Sample.ADDER, Adder.genesisHead(), Adder.block(256, 256));
    assertInstanceOf(JobResponse.InvalidCandidate.class, response.jobResponse());
  }

  @ParameterizedTest
  @EnumSource(value = Sample.class, names = {"TRAP", "BAD_RESULT_POINTER", "GARBAGE_RESULT", "MISSING_IMPORT",
    "NO_VALIDATE_BLOCK", "NO_HEAP_BASE", "WRONG_SIGNATURE", "ENDLESS_RECURSION", "VERBATIM"})
  void samplesThatAreWrongAreInvalid(Sample sample) throws Exception {
    JobResponse response = respond(sample, Bytes.EMPTY).jobResponse();
    String text = assertInstanceOf(JobResponse.InvalidCandidate.class, response).text();
    assertTrue(text.startsWith("execute: ") || text.startsWith("validation result decoding failed: "), text);
    assertAddsTwo();
  }

  @ParameterizedTest
  @EnumSource(value = Sample.class,
      names = {"START_TRAP", "SEGMENT_OUT_OF_BOUNDS", "FOREIGN_IMPORT", "WRONG_IMPORT_TYPE"})
  void samplesThatCannotBeInstantiatedAreRuntimeConstruction(Sample sample) throws Exception {
    JobResponse response = respond(sample, Bytes.EMPTY).jobResponse();
    String text = assertInstanceOf(JobResponse.RuntimeConstruction.class, response).text();
    assertTrue(text.startsWith("execute: "), text);
    assertAddsTwo();
  }

  @ParameterizedTest
  @EnumSource(value = Sample.class, names = {"HASHES", "LOGGER", "ALLOCATOR", "UNCALLED_IMPORT", "IMPORTED_MEMORY"})
  void samplesThatUseTheHostAreValid(Sample sample) throws Exception {
    assertNotEquals(null, head(respond(sample, Bytes.EMPTY)));
  }

  @Test
  void computingTakesCpuTimeThatIsReported() throws Exception {
    long rounds = 30_000_000;
    WorkerResponse response = respond(Sample.CPU_HEAVY, CpuHeavy.block(rounds));
    assertEquals(CpuHeavy.head(rounds), head(response));
    WorkerResponse idle = respond(Sample.CPU_HEAVY, CpuHeavy.block(1));
    assertTrue(response.cpuTime().compareTo(idle.cpuTime()) > 0, response.cpuTime() + " > " + idle.cpuTime());
  }

  @Test
  void memoryGrowsToTheLimitOfTheParamsAndNothingOfItIsLeft() throws Exception {
    Bytes pages = new ScaleWriter().u32(2080).toBytes();
    assertEquals(pages, head(respond(Sample.MEMORY_HOG, Bytes.EMPTY)));
    Bytes fresh = new ScaleWriter().u32(1).u32(1).u32(0).toBytes();
    assertEquals(fresh, head(respond(Sample.RESIDUE, Bytes.EMPTY)));
    assertEquals(fresh, head(respond(Sample.RESIDUE, Bytes.EMPTY)));
  }

  @Test
  void aHeapTooSmallForTheParamsIsADeadJobAndNoVerdict() throws Exception {
    ExecutorParams params = new ExecutorParams(List.of(new ExecutorParam.MaxMemoryPages(20_000)));
    try (TestHost host = TestHost.executeWorker(dir, params)) {
      ExecuteRequest request = TestHost.request(Bytes.EMPTY, Bytes.EMPTY, TestHost.TIMEOUT);
      assertInstanceOf(WorkerError.JobDied.class, error(host.execute(artifacts.of(Sample.MEMORY_HOG), request)));
      assertEquals(Optional.empty(), host.receive());
      assertEquals(1, host.worker().exitCode());
    }
  }

  @Test
  void theStackHoldsWhatTheParamsPromise() throws Exception {
    Bytes depth = new ScaleWriter().u32(10_000).toBytes();
    assertEquals(depth, head(respond(Sample.RECURSION, depth)));
  }

  /** Compiled code looks at no flag, so only the end of the process ends a loop. */
  @Test
  void anEndlessLoopTimesOutAndEndsTheWorker() throws Exception {
    try (TestHost host = TestHost.executeWorker(dir)) {
      ExecuteResult result = host.execute(
          artifacts.of(Sample.ENDLESS_LOOP), TestHost.request(Bytes.EMPTY, Bytes.EMPTY, SHORT));
      assertEquals(new WorkerError.JobTimedOut(), error(result));
      assertEquals(Optional.empty(), host.receive());
      assertEquals(1, host.worker().exitCode());
    }
  }

  @Test
  void aBudgetThatIsUsedUpExactlyIsATimeoutEvenForAValidCandidate() throws Exception {
    try (TestHost host = TestHost.executeWorker(dir)) {
      ExecuteResult result = host.execute(artifacts.of(Sample.ADDER),
          TestHost.request(Adder.genesisHead(), Adder.block(0, 1), Duration.ZERO));
      assertEquals(new WorkerError.JobTimedOut(), error(result));
    }
  }

  @Test
  void anArtifactOfTheSameNameAndSizeIsNotTakenForTheOneBefore() throws Exception {
    assertAddsTwo();
    byte[] altered = artifacts.of(Sample.ADDER).clone();
    altered[altered.length / 2] ^= 1;
    ExecuteRequest request = TestHost.request(Adder.genesisHead(), Adder.block(0, 2), TestHost.TIMEOUT);
    assertInstanceOf(JobResponse.RuntimeConstruction.class, response(worker.execute(altered, request)).jobResponse());
    assertAddsTwo();
  }

  @Test
  void aTruncatedArtifactIsRuntimeConstruction() throws Exception {
    byte[] artifact = artifacts.of(Sample.ADDER);
    ExecuteRequest request = TestHost.request(Adder.genesisHead(), Adder.block(0, 2), TestHost.TIMEOUT);
    for (int length : new int[] {0, 1, artifact.length / 2, artifact.length - 1}) {
      JobResponse response = response(worker.execute(Arrays.copyOf(artifact, length), request)).jobResponse();
      String text = assertInstanceOf(JobResponse.RuntimeConstruction.class, response).text();
      assertTrue(text.startsWith("execute: "), text);
    }
  }

  @Test
  void aMissingArtifactIsReportedAndEndsTheWorker() throws Exception {
    try (TestHost host = TestHost.executeWorker(dir)) {
      host.send(TestHost.request(Bytes.EMPTY, Bytes.EMPTY, TestHost.TIMEOUT));
      assertEquals(new WorkerError.Internal(
              new InternalValidationError.CouldNotOpenFile("No such file or directory (os error 2)")),
          error(host.receiveExecuteResult()));
      assertEquals(Optional.empty(), host.receive());
      assertEquals(1, host.worker().exitCode());
    }
  }

  @Test
  void aCompressedPoVIsUnpackedAndItsFullSizeReported() throws Exception {
    byte[] data = new byte[100_000];
    Arrays.fill(data, (byte) 5);
    WorkerResponse response = respond(Sample.ECHO, Bytes.wrap(MaybeCompressed.compress(data)));
    assertEquals(Bytes.wrap(data), head(response));
    assertEquals(data.length, response.povSize());
  }

  @Test
  void aPoVOverTheBombLimitOrBrokenFailsToDecompressAndTheWorkerGoesOn() throws Exception {
    WorkerResponse expected = new WorkerResponse(new JobResponse.PoVDecompressionFailure(), Duration.ZERO, 0);
    byte[] bomb = MaybeCompressed.compress(new byte[POV_BOMB_LIMIT + 1]);
    assertEquals(expected, respond(Sample.ADDER, Bytes.wrap(bomb)));
    byte[] garbage = Arrays.copyOf(ZSTD_PREFIX, 64);
    assertEquals(expected, respond(Sample.ADDER, Bytes.wrap(garbage)));
    assertEquals(expected, respond(Sample.ADDER, Bytes.wrap(ZSTD_PREFIX)));
    assertAddsTwo();
  }

  @Test
  void aPoVOfExactlyTheBombLimitIsUnpacked() throws Exception {
    byte[] limit = MaybeCompressed.compress(new byte[POV_BOMB_LIMIT]);
    assertEquals(POV_BOMB_LIMIT, respond(Sample.CPU_HEAVY, Bytes.wrap(limit)).povSize());
  }

  @Test
  void aWorkerKilledDuringAJobClosesTheConnectionWithoutAnAnswer() throws Exception {
    try (TestHost host = TestHost.executeWorker(dir)) {
      host.putArtifact(artifacts.of(Sample.ENDLESS_LOOP));
      host.send(TestHost.request(Bytes.EMPTY, Bytes.EMPTY, TestHost.TIMEOUT));
      awaitJobThread(host.worker().process().pid());
      host.worker().process().destroyForcibly();
      assertEquals(Optional.empty(), host.receive());
      assertEquals(128 + 9, host.worker().exitCode());
    }
  }

  private static void awaitJobThread(long pid) throws IOException {
    while (!hasJobThread(pid)) {
      Thread.onSpinWait();
    }
  }

  private static boolean hasJobThread(long pid) throws IOException {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads) {
        if (nameOf(thread).startsWith("execute-job")) {
          return true;
        }
      }
    }
    return false;
  }

  private static String nameOf(Path thread) {
    try {
      return Files.readString(thread.resolve("comm"));
    } catch (IOException ended) {
      return "";
    }
  }

  @Test
  void aWorkerWhoseHostHangsUpDuringAJobEndsAtTheLatestWithItsBudget() throws Exception {
    try (TestHost host = TestHost.executeWorker(dir)) {
      host.putArtifact(artifacts.of(Sample.ENDLESS_LOOP));
      host.send(TestHost.request(Bytes.EMPTY, Bytes.EMPTY, SHORT));
      host.hangUp();
      assertEquals(1, host.worker().exitCode());
    }
  }

  @Test
  void theWorkerDirIsOnlyReadByTheWorker() throws Exception {
    assertAddsTwo();
    try (Stream<Path> entries = Files.list(worker.workerDir())) {
      assertEquals("artifact", entries.map(file -> file.getFileName().toString()).reduce("", String::concat));
    }
  }
}
