package io.pvfhost.tests.api;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ClusterReply;
import io.pvfhost.api.DispatchReport;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ExecutionKind;
import io.pvfhost.api.HostReport;
import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.StatusReply;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.api.WorkerInfo;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.ExecKind;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.OutboundHrmpMessage;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.scale.PrepKind;
import io.pvfhost.scale.ValidationResult;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Any message. */
final class MessageArbitraries extends DomainContextBase {

  @Provide
  Arbitrary<ExecuteRequest> executeRequests() {
    Arbitrary<ExecuteRequest.Builder> inputs = Combinators.combine(codes(), validationData(), bytes(300))
        .as((code, data, block) -> ExecuteRequest.builder(code, data, new PoV(block)));
    Arbitrary<ExecuteRequest.Builder> timed = Combinators
        .combine(inputs, names(), Arbitraries.of(ExecutionKind.class), budgets().optional(), budgets().optional())
        .as((request, id, kind, deadline, timeout) ->
            request.jobId(id).kind(kind).deadline(deadline).executionTimeout(timeout));
    return Combinators
        .combine(timed, params(), hashes().optional(), hashes().optional(), versions(), names().optional(),
            names().optional())
        .as((request, params, relayParent, schedulingParent, version, host, rules) -> request.executorParams(params)
            .relayParent(relayParent).schedulingParent(schedulingParent).descriptorVersion(version).host(host)
            .rules(rules).build());
  }

  @Provide
  Arbitrary<ExecuteReply> executeReplies() {
    return Combinators.combine(names(), reasons(), results(), hashes(), sizes(), times(), workers().optional(),
        attempts().list().ofMaxSize(3)).as((id, reason, result, hash, povSize, time, worker, attempts) ->
            new ExecuteReply(id, reason.code().verdict(), reason,
                reason.code().verdict() == Verdict.VALID ? Optional.of(result) : Optional.empty(), hash, povSize, time,
                time.plusNanos(1), time.dividedBy(2), worker, attempts));
  }

  @Provide
  Arbitrary<PrepareRequest> prepareRequests() {
    return Combinators.combine(codes(), params(), Arbitraries.of(true, false), budgets().optional())
        .as(PrepareRequest::new);
  }

  @Provide
  Arbitrary<PrepareReply> prepareReplies() {
    return Combinators.combine(hashes(), reasons(), Arbitraries.of(true, false), Arbitraries.of(true, false), times(),
        sizes(), sizes(), sizes()).as((hash, reason, deterministic, cached, time, artifact, code, memory) -> {
          boolean prepared = reason.code() == ReasonCode.OK;
          return new PrepareReply(hash, prepared, reason, deterministic && !prepared, cached, time, time.plusNanos(5),
              artifact, code, memory, "2509");
        });
  }

  @Provide
  Arbitrary<StatusReply> statusReplies() {
    Arbitrary<StatusReply.Workers> workers = Combinators.combine(sizes(), sizes(), sizes(), sizes(), sizes())
        .as(StatusReply.Workers::new);
    Arbitrary<StatusReply.Jobs> jobs = Combinators.combine(sizes(), sizes(), sizes()).as(StatusReply.Jobs::new);
    return Combinators.combine(names(), Arbitraries.of(true, false), workers, workers, sizes(), sizes(), jobs, sizes())
        .as((host, accepting, execute, prepare, length, limit, done, count) -> new StatusReply(host, accepting, execute,
            prepare, length, limit, done, count, length, limit, "2603"));
  }

  @Provide
  Arbitrary<ClusterReply> clusterReplies() {
    Arbitrary<HostReport> hosts = Combinators.combine(names(), names(), sizes(), sizes(), sizes(), names(), sizes(),
        statusReplies().optional()).as((name, id, workers, idle, parked, version, time, status) ->
            new HostReport(name, id, "alive", workers, idle, parked, version, "2409", "1-2", time, status));
    Arbitrary<DispatchReport> dispatch = Combinators.combine(sizes(), sizes(), sizes(), sizes(), sizes(), sizes(),
        Arbitraries.maps(names(), sizes()).ofMaxSize(5)).as(DispatchReport::new);
    return Combinators.combine(names(), hosts.list().ofMaxSize(3), dispatch).as(ClusterReply::new);
  }

  private static Arbitrary<Reason> reasons() {
    return Combinators.combine(Arbitraries.of(ReasonCode.class), texts()).as(Reason::new);
  }

  private static Arbitrary<WorkerInfo> workers() {
    return Combinators.combine(names(), names(), names(), sizes(), names()).as(WorkerInfo::new);
  }

  private static Arbitrary<Attempt> attempts() {
    return Combinators.combine(Arbitraries.integers().greaterOrEqual(1), names(), workers().optional(), reasons(),
        times(), times(), texts().list().ofMaxSize(4)).as(Attempt::new);
  }

  private static Arbitrary<ValidationResult> results() {
    Arbitrary<OutboundHrmpMessage> hrmp = Combinators.combine(u32(), bytes(40)).as(OutboundHrmpMessage::new);
    return Combinators.combine(bytes(90), bytes(40).optional(), bytes(40).list().ofMaxSize(3), hrmp.list().ofMaxSize(3),
        u32(), u32()).as(ValidationResult::new);
  }

  private static Arbitrary<ValidationCode> codes() {
    return Arbitraries.oneOf(bytes(300).map(ValidationCode::of), hashes().map(ValidationCode::ofHash));
  }

  private static Arbitrary<PersistedValidationData> validationData() {
    return Combinators.combine(bytes(90), u32(), hashes(), u32()).as(PersistedValidationData::new);
  }

  private static Arbitrary<CandidateDescriptorVersion> versions() {
    return Arbitraries.oneOf(
        Arbitraries.of(CandidateDescriptorVersion.V1, CandidateDescriptorVersion.V2, CandidateDescriptorVersion.V3),
        Arbitraries.integers().between(0, 255).map(CandidateDescriptorVersion::unknown));
  }

  private static Arbitrary<ExecutorParams> params() {
    return Arbitraries.of(
        ExecutorParams.EMPTY,
        new ExecutorParams(List.of(new ExecutorParam.WasmExtBulkMemory())),
        new ExecutorParams(List.of(new ExecutorParam.MaxMemoryPages(8192),
            new ExecutorParam.PvfPrepTimeout(PrepKind.PRECHECK, Duration.ofSeconds(60)),
            new ExecutorParam.PvfExecTimeout(ExecKind.APPROVAL, Duration.ofSeconds(12)))));
  }

  private static Arbitrary<Bytes> bytes(int max) {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(max).map(Bytes::wrap);
  }

  private static Arbitrary<Hash> hashes() {
    return Arbitraries.bytes().array(byte[].class).ofSize(Hash.LENGTH).map(Hash::of);
  }

  private static Arbitrary<Long> u32() {
    return Arbitraries.longs().between(0, 0xffff_ffffL);
  }

  private static Arbitrary<Long> sizes() {
    return Arbitraries.longs().greaterOrEqual(0);
  }

  private static Arbitrary<Duration> budgets() {
    return Arbitraries.longs().between(1, Duration.ofHours(24).toNanos()).map(Duration::ofNanos);
  }

  private static Arbitrary<Duration> times() {
    return Arbitraries.longs().between(0, Duration.ofDays(900).toNanos()).map(Duration::ofNanos);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(128);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings().withCharRange(' ', '\ud7ff').ofMaxLength(60);
  }
}
