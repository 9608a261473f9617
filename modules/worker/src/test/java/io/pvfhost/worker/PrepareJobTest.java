package io.pvfhost.worker;

import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Digests;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.wire.PrepareError;
import io.pvfhost.wire.PrepareJobKind;
import io.pvfhost.wire.PrepareRequest;
import io.pvfhost.wire.PrepareResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
class PrepareJobTest {
  private static final Bytes CODE = Bytes.fromHex("0061736d01000000");

  @TempDir
  private Path dir;
  private final Log log = new Log("test", "off", new PrintStream(new ByteArrayOutputStream(), true,
      StandardCharsets.UTF_8));

  private PrepareJob job(FakeEngine.Preparation preparation) {
    return new PrepareJob(dir, FakeEngine.preparing(preparation), log);
  }

  private static PrepareRequest request(PrepareJobKind kind, ExecutorParams params) {
    return new PrepareRequest(CODE, 1 << 20, Hash.blake2b256(CODE), params, Duration.ofMinutes(1), kind);
  }

  private static PrepareRequest request() {
    return request(PrepareJobKind.COMPILATION, ExecutorParams.EMPTY);
  }

  private static ExecutorParams memory(long bytes) {
    return new ExecutorParams(List.of(new ExecutorParam.PrecheckingMaxMemory(bytes)));
  }

  private static PrepareError error(Answer<PrepareResult> answer) {
    return assertInstanceOf(PrepareResult.Failure.class, answer.result()).error();
  }

  @Test
  void theArtifactIsWrittenAndItsChecksumAnswered() throws Exception {
    byte[] artifact = {9, 8, 7};
    Answer<PrepareResult> answer = job(code -> artifact).answer(request());
    PrepareResult.Success success = assertInstanceOf(PrepareResult.Success.class, answer.result());
    assertFalse(answer.last());
    assertEquals(Bytes.wrap(Digests.blake3_256(artifact)), success.checksum());
    assertEquals(CODE.length(), success.stats().observedCodeLength());
    assertArrayEquals(artifact, Files.readAllBytes(dir.resolve("tmp-artifact")));
  }

  @Test
  void refusalsOfTheEngineKeepTheirKindAndText() throws Exception {
    assertEquals(new PrepareError.Prevalidation("a"), error(job(code -> {
      throw new PrepareFailure(PrepareFailure.Kind.PREVALIDATION, "a");
    }).answer(request())));
    assertEquals(new PrepareError.Preparation("b"), error(job(code -> {
      throw new PrepareFailure(PrepareFailure.Kind.PREPARATION, "b");
    }).answer(request())));
    assertFalse(Files.exists(dir.resolve("tmp-artifact")));
  }

  @Test
  void whatTheEngineCannotDoIsNoVerdict() throws Exception {
    PrepareError failed = error(job(code -> {
      throw new PrepareFailure(PrepareFailure.Kind.INTERNAL, "too large");
    }).answer(request()));
    assertEquals(new PrepareError.IoErr("too large"), failed);
    assertFalse(failed.deterministic());
  }

  @Test
  void anArtifactThatTheJvmRefusesIsNoVerdictAndNotWritten() throws Exception {
    assertEquals(new PrepareError.IoErr("empty artifact"), error(job(code -> new byte[0]).answer(request())));
    assertFalse(Files.exists(dir.resolve("tmp-artifact")));
  }

  @Test
  void onlyPrecheckingLinksTheImports() throws Exception {
    assertInstanceOf(PrepareResult.Success.class, job(code -> code).answer(request()).result());
    assertEquals(new PrepareError.RuntimeConstruction("not linkable"),
        error(job(code -> code).answer(request(PrepareJobKind.PRECHECKING, ExecutorParams.EMPTY))));
  }

  @Test
  void aPanicIsAJobErrorAndTheWorkerGoesOn() throws Exception {
    Answer<PrepareResult> answer = job(code -> {
      throw new IllegalStateException("boom");
    }).answer(request());
    assertEquals(new PrepareError.JobError("java.lang.IllegalStateException: boom"), error(answer));
    assertFalse(answer.last());
  }

  @Test
  void aHeapTooSmallForTheLimitIsNoFaultOfTheCode() throws Exception {
    FakeEngine.Preparation exhausting = code -> {
      throw new OutOfMemoryError("Java heap space");
    };
    Answer<PrepareResult> unlimited = job(exhausting).answer(request());
    assertTrue(assertInstanceOf(PrepareError.IoErr.class, error(unlimited)).text().startsWith("out of memory: "));
    assertFalse(error(unlimited).deterministic());
    assertTrue(unlimited.last());
    assertInstanceOf(PrepareError.IoErr.class, error(
        job(exhausting).answer(request(PrepareJobKind.COMPILATION, memory(1L << 50)))));
    assertEquals(new PrepareError.OutOfMemory(), error(
        job(exhausting).answer(request(PrepareJobKind.COMPILATION, memory(1 << 20)))));
  }

  @Test
  void holdingMoreThanTheLimitIsOutOfMemory() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    Answer<PrepareResult> answer = job(code -> {
      byte[] held = new byte[32 << 20];
      while (!stop.get()) {
        Thread.onSpinWait();
      }
      return held;
    }).answer(request(PrepareJobKind.PRECHECKING, memory(16 << 20)));
    stop.set(true);
    assertEquals(new PrepareError.OutOfMemory(), error(answer));
    assertTrue(answer.last());
  }

  @Test
  void garbageIsNotHeldAgainstTheLimit() throws Exception {
    PrepareRequest request = request(PrepareJobKind.COMPILATION, memory(16 << 20));
    Answer<PrepareResult> answer = job(code -> {
      int sum = 0;
      for (int i = 0; i < 512; i++) {
        sum += new byte[1 << 20].length;
      }
      return new byte[] {(byte) sum};
    }).answer(request);
    assertInstanceOf(PrepareResult.Success.class, answer.result());
  }

  @Test
  void anUnwritableWorkerDirIsAnIoError() throws Exception {
    Files.createDirectory(dir.resolve("tmp-artifact"));
    assertEquals(new PrepareError.IoErr("Is a directory"), error(job(code -> code).answer(request())));
  }
}
