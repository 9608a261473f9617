package io.pvfhost.tests.wire;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.ExecuteHandshake;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.InternalValidationError;
import io.pvfhost.wire.JobError;
import io.pvfhost.wire.JobResponse;
import io.pvfhost.wire.MemoryStats;
import io.pvfhost.wire.Payload;
import io.pvfhost.wire.PrepareError;
import io.pvfhost.wire.PrepareJobKind;
import io.pvfhost.wire.PrepareRequest;
import io.pvfhost.wire.PrepareResult;
import io.pvfhost.wire.PrepareStats;
import io.pvfhost.wire.SecurityStatus;
import io.pvfhost.wire.ValidationContext;
import io.pvfhost.wire.WorkerError;
import io.pvfhost.wire.WorkerResponse;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import static io.pvfhost.tests.wire.Values.bytes;
import static io.pvfhost.tests.wire.Values.durations;
import static io.pvfhost.tests.wire.Values.executorParams;
import static io.pvfhost.tests.wire.Values.hashes;
import static io.pvfhost.tests.wire.Values.optionalTexts;
import static io.pvfhost.tests.wire.Values.texts;
import static io.pvfhost.tests.wire.Values.u32;

/** Arbitrary messages of all kinds that a dialect can express. */
final class Messages {

  private static final long CODE_BOMB_LIMIT_OF_S = 12 << 20;

  private Messages() {
  }

  static Arbitrary<SecurityStatus> securityStatuses() {
    Arbitrary<Boolean> flag = Arbitraries.of(false, true);
    return Combinators.combine(flag, flag, flag, flag, flag).as(SecurityStatus::new);
  }

  static Arbitrary<ExecuteHandshake> executeHandshakes(Features features) {
    return executorParams(features.hostFunctions()).map(ExecuteHandshake::new);
  }

  static Arbitrary<ExecuteRequest> executeRequests(Features features) {
    Arbitrary<Optional<Bytes>> checksums =
        features.checksum() ? hashes().map(hash -> Optional.of(hash.bytes())) : Arbitraries.just(Optional.empty());
    Arbitrary<Optional<ValidationContext>> contexts =
        features.context() ? contexts(features).map(Optional::of) : Arbitraries.just(Optional.empty());
    return Combinators.combine(
        Values.persistedValidationData(), Values.blockData(), durations(), checksums, contexts)
        .as(ExecuteRequest::new);
  }

  private static Arbitrary<ValidationContext> contexts(Features features) {
    Arbitrary<CandidateDescriptorVersion> unknown = Arbitraries.integers().between(0, features.rawVersion() ? 255 : 0)
        .map(CandidateDescriptorVersion::unknown);
    Arbitrary<CandidateDescriptorVersion> versions = Arbitraries.oneOf(unknown, Arbitraries.of(
        CandidateDescriptorVersion.V1, CandidateDescriptorVersion.V2, CandidateDescriptorVersion.V3));
    return Combinators.combine(hashes(), hashes(), versions).as(ValidationContext::new);
  }

  /** The payloads of a job as the worker reads them. */
  static List<byte[]> frames(Dialect dialect, ExecuteRequest request) {
    return dialect.encodeExecuteRequest(request).stream().map(Payload::toByteArray).toList();
  }

  static Arbitrary<ExecuteResult> executeResults(Features features) {
    return Arbitraries.oneOf(
        Combinators.combine(jobResponses(features), durations(), u32()).as(WorkerResponse::new)
            .map(ExecuteResult.Response::new),
        workerErrors().map(ExecuteResult.Failure::new));
  }

  private static Arbitrary<JobResponse> jobResponses(Features features) {
    Arbitrary<JobResponse> common = Arbitraries.oneOf(
        Values.validationResults().map(JobResponse.Ok::new),
        texts().map(JobResponse.RuntimeConstruction::new),
        texts().map(JobResponse.InvalidCandidate::new),
        Arbitraries.just(new JobResponse.PoVDecompressionFailure()));
    return features.checksum()
        ? Arbitraries.frequencyOf(Tuple.of(4, common),
            Tuple.of(1, Arbitraries.just(new JobResponse.CorruptedArtifact())))
        : common;
  }

  static Arbitrary<PrepareRequest> prepareRequests(Features features) {
    return Combinators.combine(
        bytes(1000),
        features.codeBombLimit() ? u32() : Arbitraries.just(CODE_BOMB_LIMIT_OF_S),
        hashes(),
        executorParams(features.hostFunctions()),
        durations(),
        Arbitraries.of(PrepareJobKind.class)).as(PrepareRequest::new);
  }

  static Arbitrary<PrepareResult> prepareResults() {
    Arbitrary<Bytes> checksums = Arbitraries.bytes().array(byte[].class).ofSize(32).map(Bytes::wrap);
    Arbitrary<PrepareStats> stats =
        Combinators.combine(durations(), memoryStats(), u32()).as(PrepareStats::new);
    return Arbitraries.oneOf(
        Combinators.combine(checksums, stats).as(PrepareResult.Success::new),
        prepareErrors().map(PrepareResult.Failure::new));
  }

  private static Arbitrary<MemoryStats> memoryStats() {
    Arbitrary<Long> words = Arbitraries.longs();
    Arbitrary<OptionalLong> maxRss = words.optional()
        .map(value -> value.stream().mapToLong(Long::longValue).findFirst());
    return Combinators.combine(
        Combinators.combine(words, words).as(MemoryStats.Tracker::new).optional(), maxRss, words)
        .as(MemoryStats::new);
  }

  private static Arbitrary<WorkerError> workerErrors() {
    return Arbitraries.oneOf(
        Arbitraries.just(new WorkerError.JobTimedOut()),
        Combinators.combine(texts(), Arbitraries.integers()).as(WorkerError.JobDied::new),
        jobErrors().map(WorkerError.JobFailed::new),
        internalErrors().map(WorkerError.Internal::new));
  }

  private static Arbitrary<JobError> jobErrors() {
    return Arbitraries.oneOf(
        Arbitraries.just(new JobError.TimedOut()),
        texts().map(JobError.Panic::new),
        texts().map(JobError.Kernel::new),
        texts().map(JobError.CouldNotSpawnThread::new),
        texts().map(JobError.CpuTimeMonitorThread::new),
        Arbitraries.integers().map(JobError.UnexpectedExitStatus::new));
  }

  private static Arbitrary<InternalValidationError> internalErrors() {
    return Arbitraries.oneOf(
        texts().map(InternalValidationError.HostCommunication::new),
        texts().map(InternalValidationError.CouldNotCreateLink::new),
        texts().map(InternalValidationError.CouldNotOpenFile::new),
        texts().map(InternalValidationError.CouldNotCreatePipe::new),
        Combinators.combine(texts(), optionalTexts()).as(InternalValidationError.CouldNotClearWorkerDir::new),
        texts().map(InternalValidationError.Kernel::new),
        prepareErrors().map(InternalValidationError.NonDeterministicPrepareError::new));
  }

  private static Arbitrary<PrepareError> prepareErrors() {
    return Arbitraries.oneOf(
        texts().map(PrepareError.Prevalidation::new),
        texts().map(PrepareError.Preparation::new),
        texts().map(PrepareError.RuntimeConstruction::new),
        texts().map(PrepareError.JobError::new),
        Arbitraries.just(new PrepareError.TimedOut()),
        texts().map(PrepareError.IoErr::new),
        texts().map(PrepareError.CreateTmpFile::new),
        Combinators.combine(texts(), optionalTexts(), optionalTexts()).as(PrepareError.RenameTmpFile::new),
        Arbitraries.just(new PrepareError.OutOfMemory()),
        texts().map(PrepareError.ClearWorkerDir::new),
        Combinators.combine(texts(), Arbitraries.integers()).as(PrepareError.JobDied::new),
        texts().map(PrepareError.Kernel::new),
        texts().map(PrepareError.CouldNotDecompressCodeBlob::new));
  }
}
