package io.pvfhost.tests.worker;

import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Digests;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.wire.PrepareError;
import io.pvfhost.wire.PrepareJobKind;
import io.pvfhost.wire.PrepareRequest;
import io.pvfhost.wire.PrepareResult;
import io.pvfhost.wire.PrepareStats;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Real code in a real prepare worker. Tests share one worker unless they end it. */
@Timeout(60)
class PrepareWorkerIT {
  private static final byte[] ZSTD_PREFIX = {
    0x52, (byte) 0xbc, 0x53, 0x76, 0x46, (byte) 0xdb, (byte) 0x8e, 0x05};
  private static final int CODE_BOMB_LIMIT = 12 << 20;
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir
  private static Path dir;
  private static TestHost worker;

  @BeforeAll
  static void start() throws Exception {
    worker = TestHost.prepareWorker(dir);
  }

  @AfterAll
  static void stop() throws Exception {
    worker.close();
  }

  private static PrepareResult prepare(Bytes code) throws Exception {
    return worker.prepare(Artifacts.request(code, ExecutorParams.EMPTY));
  }

  private static PrepareResult precheck(TestHost host, Bytes code, ExecutorParams params) throws Exception {
    return host.prepare(Artifacts.request(code, params, LONG, PrepareJobKind.PRECHECKING));
  }

  private static ExecutorParams memory(long bytes) {
    return new ExecutorParams(List.of(new ExecutorParam.PrecheckingMaxMemory(bytes)));
  }

  private static <T extends PrepareError> T error(Class<T> type, PrepareResult result) {
    return assertInstanceOf(type, assertInstanceOf(PrepareResult.Failure.class, result, result.toString()).error());
  }

  private static PrepareStats stats(PrepareResult result) {
    return assertInstanceOf(PrepareResult.Success.class, result, result.toString()).stats();
  }

  @Test
  void theChecksumIsThatOfTheArtifactInTheWorkerDir() throws Exception {
    PrepareResult.Success success = assertInstanceOf(PrepareResult.Success.class, prepare(Sample.ADDER.code()));
    assertEquals(Bytes.wrap(Digests.blake3_256(worker.takeArtifact())), success.checksum());
  }

  @Test
  void statisticsTellWhatTheJobTook() throws Exception {
    Bytes code = Sample.ADDER.code();
    PrepareStats stats = stats(prepare(code));
    worker.takeArtifact();
    assertEquals(code.length(), stats.observedCodeLength());
    assertTrue(stats.cpuTime().compareTo(Duration.ZERO) > 0);
    assertTrue(stats.memory().maxRssKib().orElseThrow() > 0);
    assertTrue(stats.memory().tracker().orElseThrow().resident() > 0);
    assertTrue(stats.memory().tracker().orElseThrow().allocated() > 0);
  }

  @Test
  void compressedCodeGivesTheSameArtifact() throws Exception {
    Bytes code = Sample.ADDER.code();
    stats(prepare(code));
    byte[] plain = worker.takeArtifact();
    PrepareStats stats = stats(prepare(Bytes.wrap(MaybeCompressed.compress(code.toArray()))));
    assertEquals(code.length(), stats.observedCodeLength());
    assertArrayEquals(plain, worker.takeArtifact());
  }

  @Test
  void codeThatIsNoWasmFailsPrevalidation() throws Exception {
    error(PrepareError.Prevalidation.class, prepare(Bytes.EMPTY));
    error(PrepareError.Prevalidation.class, prepare(Bytes.fromHex("deadbeef00112233445566778899")));
    Bytes code = Sample.ADDER.code();
    error(PrepareError.Prevalidation.class, prepare(code.slice(0, code.length() - 1)));
  }

  @Test
  void brokenCompressionAndBombsAreToldApart() throws Exception {
    PrepareResult garbage = prepare(Bytes.wrap(Arrays.copyOf(ZSTD_PREFIX, 64)));
    assertEquals("Blob had invalid format", error(PrepareError.CouldNotDecompressCodeBlob.class, garbage).text());
    PrepareResult bomb = prepare(Bytes.wrap(MaybeCompressed.compress(new byte[CODE_BOMB_LIMIT + 1])));
    assertEquals("Possible compression bomb encountered",
        error(PrepareError.CouldNotDecompressCodeBlob.class, bomb).text());
    stats(prepare(Sample.ADDER.code()));
    worker.takeArtifact();
  }

  @Test
  void precheckingAlsoLinks() throws Exception {
    stats(precheck(worker, Sample.UNCALLED_IMPORT.code(), ExecutorParams.EMPTY));
    worker.takeArtifact();
    stats(prepare(Sample.FOREIGN_IMPORT.code()));
    worker.takeArtifact();
    error(PrepareError.RuntimeConstruction.class,
        precheck(worker, Sample.FOREIGN_IMPORT.code(), ExecutorParams.EMPTY));
  }

  @Test
  void aBudgetThatIsSpentIsATimeout() throws Exception {
    try (TestHost host = TestHost.prepareWorker(dir)) {
      PrepareRequest request = Artifacts.request(
          Sample.ADDER.code(), ExecutorParams.EMPTY, Duration.ZERO, PrepareJobKind.COMPILATION);
      error(PrepareError.TimedOut.class, host.prepare(request));
    }
  }

  @Test
  void memoryWithinTheLimitIsNoMatter() throws Exception {
    stats(precheck(worker, Sample.ADDER.code(), memory(256 << 20)));
    worker.takeArtifact();
  }

  @Test
  void memoryBeyondTheLimitEndsTheWorker() throws Exception {
    try (TestHost host = TestHost.prepareWorker(dir)) {
      error(PrepareError.OutOfMemory.class, precheck(host, Sample.ADDER.code(), memory(1)));
      assertEquals(Optional.empty(), host.receive());
      assertEquals(1, host.worker().exitCode());
    }
  }
}
