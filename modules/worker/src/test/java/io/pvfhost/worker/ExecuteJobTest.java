package io.pvfhost.worker;

import io.pvfhost.engine.EngineFault;
import io.pvfhost.engine.Execution;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.Digests;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.scale.ValidationParamsExtension;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.InternalValidationError;
import io.pvfhost.wire.JobError;
import io.pvfhost.wire.JobResponse;
import io.pvfhost.wire.ValidationContext;
import io.pvfhost.wire.WorkerError;
import io.pvfhost.wire.WorkerResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
class ExecuteJobTest {
  private static final Bytes HEAD = Bytes.fromHex("0102");
  private static final Bytes BLOCK = Bytes.fromHex("0a0b0c");
  private static final byte[] ARTIFACT = {7, 7, 7};

  @TempDir
  private Path dir;
  private final Log log = new Log("test", "off", new PrintStream(new ByteArrayOutputStream(), true,
      StandardCharsets.UTF_8));

  @BeforeEach
  void putArtifact() throws IOException {
    Files.write(dir.resolve("artifact"), ARTIFACT);
  }

  private ExecuteJob job(Function<ValidationParams, Execution> execution) {
    return new ExecuteJob(dir, FakeEngine.executing(execution), ExecutorParams.EMPTY, log);
  }

  private static ExecuteRequest request(Optional<Bytes> checksum, Optional<ValidationContext> context) {
    PersistedValidationData pvd = new PersistedValidationData(HEAD, 7, Hash.ZERO, 1024);
    return new ExecuteRequest(pvd, ByteBuffer.wrap(BLOCK.array()), Duration.ofMinutes(1), checksum, context);
  }

  private static ExecuteRequest request() {
    return request(Optional.empty(), Optional.empty());
  }

  private static WorkerResponse response(Answer<ExecuteResult> answer) {
    assertFalse(answer.last());
    return assertInstanceOf(ExecuteResult.Response.class, answer.result()).response();
  }

  private static WorkerError error(Answer<ExecuteResult> answer) {
    return assertInstanceOf(ExecuteResult.Failure.class, answer.result()).error();
  }

  @Test
  void aResultIsAnsweredWithCpuTimeAndSizeOfTheBlockData() throws Exception {
    WorkerResponse response = response(job(FakeEngine::echo).answer(request()));
    assertEquals(BLOCK, assertInstanceOf(JobResponse.Ok.class, response.jobResponse()).result().headData());
    assertEquals(BLOCK.length(), response.povSize());
    assertFalse(response.cpuTime().isNegative());
  }

  @Test
  void whatTheEngineSaysOfTheCandidateIsPassedOn() throws Exception {
    assertEquals(new JobResponse.InvalidCandidate("execute: x"),
        response(job(params -> new Execution.InvalidCandidate("execute: x")).answer(request())).jobResponse());
    assertEquals(new JobResponse.RuntimeConstruction("execute: y"),
        response(job(params -> new Execution.RuntimeConstruction("execute: y")).answer(request())).jobResponse());
  }

  @Test
  void onlyAVersion3DescriptorExtendsTheParams() throws Exception {
    Hash relayParent = Hash.blake2b256(HEAD);
    Hash schedulingParent = Hash.blake2b256(BLOCK);
    AtomicReference<ValidationParams> seen = new AtomicReference<>();
    ExecuteJob job = job(params -> {
      seen.set(params);
      return FakeEngine.echo(params);
    });
    ValidationParams plain = new ValidationParams(HEAD, BLOCK, 7, Hash.ZERO, Optional.empty());
    response(job.answer(request()));
    assertEquals(plain, seen.get());
    response(job.answer(request(Optional.empty(), Optional.of(
        new ValidationContext(relayParent, schedulingParent, CandidateDescriptorVersion.V2)))));
    assertEquals(plain, seen.get());
    response(job.answer(request(Optional.empty(), Optional.of(
        new ValidationContext(relayParent, schedulingParent, CandidateDescriptorVersion.V3)))));
    assertEquals(Optional.of(new ValidationParamsExtension(relayParent, schedulingParent)), seen.get().extension());
  }

  @Test
  void aChecksumIsComparedWhenTheRequestHasOne() throws Exception {
    ExecuteJob job = job(FakeEngine::echo);
    assertInstanceOf(JobResponse.Ok.class, response(
        job.answer(request(Optional.of(Bytes.wrap(Digests.twox256(ARTIFACT))), Optional.empty()))).jobResponse());
    assertEquals(new WorkerResponse(new JobResponse.CorruptedArtifact(), Duration.ZERO, 0),
        response(job.answer(request(Optional.of(Bytes.wrap(new byte[32])), Optional.empty()))));
  }

  @Test
  void aMissingArtifactIsAnInternalErrorAndTheLastAnswer() throws Exception {
    Files.delete(dir.resolve("artifact"));
    Answer<ExecuteResult> answer = job(FakeEngine::echo).answer(request());
    assertEquals(new WorkerError.Internal(
        new InternalValidationError.CouldNotOpenFile("No such file or directory (os error 2)")), error(answer));
    assertTrue(answer.last());
  }

  @Test
  void aPanicIsAJobError() throws Exception {
    Answer<ExecuteResult> answer = job(params -> {
      throw new IllegalStateException("boom");
    }).answer(request());
    assertEquals(new WorkerError.JobFailed(new JobError.Panic("java.lang.IllegalStateException: boom")),
        error(answer));
  }

  @Test
  void aFaultOfTheEngineIsAnInternalErrorAndTheLastAnswer() throws Exception {
    Answer<ExecuteResult> answer = job(params -> {
      throw new EngineFault("boom");
    }).answer(request());
    assertEquals(new WorkerError.Internal(
        new InternalValidationError.Kernel("the worker cannot judge this: boom")), error(answer));
    assertTrue(answer.last());
  }

  @Test
  void anExhaustedHeapIsADeadJobAndTheLastAnswer() throws Exception {
    Answer<ExecuteResult> answer = job(params -> {
      throw new OutOfMemoryError("Java heap space");
    }).answer(request());
    assertEquals(new WorkerError.JobDied(
        "java.lang.OutOfMemoryError: Java heap space", (int) ProcessHandle.current().pid()), error(answer));
    assertTrue(answer.last());
  }

  @Test
  void anUnloadableArtifactIsRuntimeConstructionAndTheWorkerGoesOn() throws Exception {
    ExecuteJob job = job(FakeEngine::echo);
    Files.write(dir.resolve("artifact"), new byte[0]);
    assertEquals(new JobResponse.RuntimeConstruction(
        "execute: Other error happened while constructing the runtime: empty artifact"),
        response(job.answer(request())).jobResponse());
    Files.write(dir.resolve("artifact"), ARTIFACT);
    assertInstanceOf(JobResponse.Ok.class, response(job.answer(request())).jobResponse());
  }
}
