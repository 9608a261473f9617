package io.pvfhost.tests.wire;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ValidationResult;
import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.InternalValidationError;
import io.pvfhost.wire.JobError;
import io.pvfhost.wire.JobResponse;
import io.pvfhost.wire.PrepareError;
import io.pvfhost.wire.WireException;
import io.pvfhost.wire.WorkerError;
import io.pvfhost.wire.WorkerResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ExecuteResultTest {

  private static final String ADDER_HEAD = "0100000000000000"
      + "804df47c526d888b3f52091df4e253c821e9991ec88e342722cc485fda31747e"
      + "a88d962ceb769d13dd202a8b8478e3a3f9d762a5702f76db9fd33d9f6af919ea";
  private static final String ADDER_RESULT = "2101" + ADDER_HEAD + "00 | 00 | 00 | 00000000 | 01000000";
  private static final String MILLI = "0000000000000000 40420f00 10000000";

  @Test
  void okCarriesTheValidationResult() throws WireException {
    ValidationResult result = new ValidationResult(
        Bytes.fromHex(ADDER_HEAD), Optional.empty(), List.of(), List.of(), 0, 1);
    checkResponse("00 00" + ADDER_RESULT + "0000000000000000 a85ebc00 10000000",
        new JobResponse.Ok(result), Duration.ofNanos(12_345_000), 16);
  }

  @Test
  void jobResponsesHaveTheirIndices() throws WireException {
    Duration milli = Duration.ofMillis(1);
    checkResponse("00 02 28657865637574653a2078" + MILLI, new JobResponse.InvalidCandidate("execute: x"), milli, 16);
    checkResponse("00 01 28657865637574653a2065" + MILLI,
        new JobResponse.RuntimeConstruction("execute: e"), milli, 16);
    checkResponse("00 03 0000000000000000 00000000 00000000",
        new JobResponse.PoVDecompressionFailure(), Duration.ZERO, 0);
  }

  @Test
  void jobsPipeMessageIsTheFrontOfAResult() throws WireException {
    checkResponse("00 02 1c65786563757465" + MILLI,
        new JobResponse.InvalidCandidate("execute"), Duration.ofMillis(1), 16);
  }

  @Test
  void corruptedArtifactIsUnknownInDialectS() {
    WireException e = assertThrows(WireException.class,
        () -> Dialect.S.decodeExecuteResult(Golden.hex("00 04 0000000000000000 00000000 00000000")));
    assertEquals("execute result: JobResponse: unknown variant 4 at offset 1", e.getMessage());
    ExecuteResult result = response(new JobResponse.CorruptedArtifact(), Duration.ZERO, 0);
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Dialect.S.encodeExecuteResult(result));
    assertEquals("the dialect has no JobResponse.CorruptedArtifact", refusal.getMessage());
  }

  @Test
  void workerErrorsHaveTheirIndices() throws WireException {
    checkFailure("01 00", new WorkerError.JobTimedOut());
    checkFailure("01 01 607265636569766564207369676e616c3a205349474b494c4c 92100000",
        new WorkerError.JobDied("received signal: SIGKILL", 4242));
  }

  @Test
  void jobErrorsHaveTheirIndices() throws WireException {
    checkJobError("00", new JobError.TimedOut());
    checkJobError("01 10626f6f6d", new JobError.Panic("boom"));
    checkJobError("02 0478", new JobError.Kernel("x"));
    checkJobError("03 0478", new JobError.CouldNotSpawnThread("x"));
    checkJobError("04 0478", new JobError.CpuTimeMonitorThread("x"));
    checkJobError("05 07000000", new JobError.UnexpectedExitStatus(7));
    checkJobError("05 ffffffff", new JobError.UnexpectedExitStatus(-1));
  }

  @Test
  void internalErrorsHaveTheirIndices() throws WireException {
    checkInternal("00 0478", new InternalValidationError.HostCommunication("x"));
    checkInternal("01 0478", new InternalValidationError.CouldNotCreateLink("x"));
    checkInternal("02 984e6f20737563682066696c65206f72206469726563746f727920286f73206572726f72203229",
        new InternalValidationError.CouldNotOpenFile("No such file or directory (os error 2)"));
    checkInternal("03 0478", new InternalValidationError.CouldNotCreatePipe("x"));
    checkInternal("04 0465 00", new InternalValidationError.CouldNotClearWorkerDir("e", Optional.empty()));
    checkInternal("04 0465 010470", new InternalValidationError.CouldNotClearWorkerDir("e", Optional.of("p")));
    checkInternal("05 0478", new InternalValidationError.Kernel("x"));
    checkInternal("06 08",
        new InternalValidationError.NonDeterministicPrepareError(new PrepareError.OutOfMemory()));
  }

  @ParameterizedTest
  @CsvSource({
    "02, Result, 0",
    "0004, JobResponse, 1",
    "00ff, JobResponse, 1",
    "0104, WorkerError, 1",
    "010206, JobError, 2",
    "010307, InternalValidationError, 2",
    "0103060d, PrepareError, 3"})
  void unknownVariantIsRefusedWithMessageFieldAndOffset(String hex, String field, int offset) {
    WireException e = assertThrows(WireException.class, () -> Dialect.S.decodeExecuteResult(Golden.hex(hex)));
    assertEquals("execute result", e.messageName());
    assertEquals(field, e.field());
    assertEquals(offset, e.offset());
  }

  @ParameterizedTest
  @CsvSource({
    "00030000, WorkerResponse.duration, 2",
    "00030000000000000000000000000000, WorkerResponse.pov_size, 14",
    "01010478, JobDied.job_pid, 4",
    "010201, JobError.Panic, 3",
    "01020104ff, JobError.Panic, 3",
    "0103040478, CouldNotClearWorkerDir.path, 5",
    "0103040478020478, CouldNotClearWorkerDir.path, 5"})
  void malformedFieldIsRefusedWithMessageFieldAndOffset(String hex, String field, int offset) {
    WireException e = assertThrows(WireException.class, () -> Dialect.S.decodeExecuteResult(Golden.hex(hex)));
    assertEquals("execute result", e.messageName());
    assertEquals(field, e.field());
    assertEquals(offset, e.offset());
  }

  private static void checkResponse(String hex, JobResponse job, Duration cpuTime, long povSize)
      throws WireException {
    check(hex, response(job, cpuTime, povSize));
  }

  private static ExecuteResult response(JobResponse job, Duration cpuTime, long povSize) {
    return new ExecuteResult.Response(new WorkerResponse(job, cpuTime, povSize));
  }

  private static void checkJobError(String hex, JobError error) throws WireException {
    checkFailure("01 02" + hex, new WorkerError.JobFailed(error));
  }

  private static void checkInternal(String hex, InternalValidationError error) throws WireException {
    checkFailure("01 03" + hex, new WorkerError.Internal(error));
  }

  private static void checkFailure(String hex, WorkerError error) throws WireException {
    check(hex, new ExecuteResult.Failure(error));
  }

  private static void check(String hex, ExecuteResult result) throws WireException {
    Golden.check(hex, result, Dialect.S::encodeExecuteResult, Dialect.S::decodeExecuteResult);
  }
}
