package io.pvfhost.tests.host;

import io.pvfhost.host.Artifact;
import io.pvfhost.host.ArtifactKey;
import io.pvfhost.host.ExecuteConclusion;
import io.pvfhost.host.ExecuteJob;
import io.pvfhost.host.IdleWorker;
import io.pvfhost.host.WorkerFactory;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.ValidationResult;
import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.Frames;
import io.pvfhost.wire.JobResponse;
import io.pvfhost.wire.MemoryStats;
import io.pvfhost.wire.PrepareError;
import io.pvfhost.wire.PrepareJobKind;
import io.pvfhost.wire.PrepareRequest;
import io.pvfhost.wire.PrepareResult;
import io.pvfhost.wire.PrepareStats;
import io.pvfhost.wire.WorkerError;
import io.pvfhost.wire.WorkerResponse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Requests, and the bytes of answers to them. */
final class Jobs {

  /** Long enough never to be reached. */
  static final Duration LONG = Duration.ofSeconds(60);
  static final ArtifactKey KEY = new ArtifactKey(Hash.ZERO, Hash.ZERO, "1", Hash.ZERO, "2603");
  static final ValidationResult RESULT =
      new ValidationResult(Bytes.fromHex("abcd"), Optional.empty(), List.of(), List.of(), 0, 1);
  static final WorkerResponse OK = new WorkerResponse(new JobResponse.Ok(RESULT), Duration.ofMillis(3), 7);

  private Jobs() {
  }

  static ExecuteRequest execute(Duration timeout) {
    return execute(timeout, Bytes.EMPTY, Bytes.EMPTY);
  }

  static ExecuteRequest execute(Duration timeout, Bytes parentHead, Bytes blockData) {
    return new ExecuteRequest(new PersistedValidationData(parentHead, 1, Hash.ZERO, 1 << 20),
        ByteBuffer.wrap(blockData.array()), timeout, Optional.empty(), Optional.empty());
  }

  static PrepareRequest prepare(Duration timeout, Bytes code) {
    return new PrepareRequest(code, 1 << 20, Hash.blake2b256(code), ExecutorParams.EMPTY, timeout,
        PrepareJobKind.COMPILATION);
  }

  /** The frame of the good answer {@link #OK}, in hexadecimal. */
  static String ok() {
    return answer(new ExecuteResult.Response(OK));
  }

  /** The frame of a good answer that claims a CPU time. */
  static String ok(Duration cpuTime) {
    return answer(new ExecuteResult.Response(new WorkerResponse(new JobResponse.Ok(RESULT), cpuTime, 7)));
  }

  static String error(WorkerError error) {
    return answer(new ExecuteResult.Failure(error));
  }

  static String answer(ExecuteResult result) {
    return frame(Dialect.S.encodeExecuteResult(result));
  }

  static String prepared(Duration cpuTime) {
    MemoryStats memory = new MemoryStats(Optional.empty(), OptionalLong.empty(), 0);
    return frame(Dialect.S.encodePrepareResult(
        new PrepareResult.Success(Bytes.wrap(new byte[32]), new PrepareStats(cpuTime, memory, 4))));
  }

  static String notPrepared(PrepareError error) {
    return frame(Dialect.S.encodePrepareResult(new PrepareResult.Failure(error)));
  }

  static String frame(byte[] payload) {
    return HexFormat.of().formatHex(Frames.encodeHeader(payload.length)) + HexFormat.of().formatHex(payload);
  }

  /** A frame header alone. */
  static String header(long length) {
    return HexFormat.of().formatHex(Frames.encodeHeader(length));
  }

  /** An artifact for workers that do not look at it. */
  static Artifact artifact(Path directory) throws IOException {
    return artifact(directory, "not looked at".getBytes(StandardCharsets.UTF_8));
  }

  static Artifact artifact(Path directory, byte[] contents) throws IOException {
    Path file = Files.write(directory.resolve("some.pvf"), contents);
    BasicFileAttributes looks = Files.readAttributes(file, BasicFileAttributes.class);
    return new Artifact(KEY, file, looks.size(), looks.lastModifiedTime().toMillis(), Optional.empty());
  }

  /** Starts a job on the loop. */
  static CompletableFuture<ExecuteConclusion> begin(Rig rig, WorkerFactory factory, IdleWorker worker,
      Artifact artifact, ExecuteRequest request) {
    return rig.begin(() -> ExecuteJob.run(factory, worker, artifact, request));
  }
}
