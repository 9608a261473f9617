package io.pvfhost.api.impl;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ExecutionKind;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.Reason;
import io.pvfhost.api.WorkerInfo;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.scale.ValidationResult;

import java.time.Duration;
import java.util.Optional;

/** Codecs of {@link ExecuteRequest} and {@link ExecuteReply}. */
public final class ExecuteWire {

  /** Room for everything but the blobs. */
  private static final int REST_BYTES = 4 << 20;
  private static final int MAX_REQUEST_BYTES =
      PvfLimits.MAX_CODE_BYTES + PvfLimits.MAX_BLOCK_DATA_BYTES + PvfLimits.MAX_HEAD_BYTES + REST_BYTES;

  /** Largest body of a reply. */
  public static final int MAX_REPLY_BYTES = PvfLimits.MAX_RESULT_BYTES + REST_BYTES;

  public static final WireCodec<ExecuteRequest> REQUEST = new WireCodec<>(ExecuteRequest.class,
      "pvf.v1.execute-request", MAX_REQUEST_BYTES, ExecuteWire::blobBytes,
      ExecuteWire::writeRequest, ExecuteWire::readRequest);

  public static final WireCodec<ExecuteReply> REPLY = new WireCodec<>(ExecuteReply.class, "pvf.v1.execute-reply",
      MAX_REPLY_BYTES, ExecuteWire::blobBytes, ExecuteWire::writeReply, ExecuteWire::readReply);

  private ExecuteWire() {
  }

  public static int blobBytes(ExecuteRequest request) {
    return request.code().blob().map(Bytes::length).orElse(0) + request.pov().blockData().length()
        + request.pvd().parentHead().length();
  }

  public static int blobBytes(ExecuteReply reply) {
    return reply.result().map(result -> result.headData().length()
        + result.newValidationCode().map(Bytes::length).orElse(0)).orElse(0);
  }

  public static void writeRequest(ExecuteRequest request, ScaleWriter out) {
    out.string(request.jobId());
    out.string(request.kind().wireName());
    out.option(request.deadline(), ScaleWriter::duration);
    out.option(request.executionTimeout(), ScaleWriter::duration);
    request.executorParams().encodeTo(out);
    out.option(request.relayParent(), ScaleWriter::hash);
    out.option(request.schedulingParent(), ScaleWriter::hash);
    request.descriptorVersion().encodeTo(out, true);
    out.option(request.host(), ScaleWriter::string);
    out.option(request.rules(), ScaleWriter::string);
    request.pvd().encodeTo(out);
    request.pov().encodeTo(out);
    SharedWire.writeCode(request.code(), out);
  }

  public static ExecuteRequest readRequest(ScaleReader in) throws ScaleException {
    String jobId = SharedWire.readName(in);
    ExecutionKind kind = readKind(in);
    Optional<Duration> deadline = in.option(ScaleReader::duration);
    Optional<Duration> executionTimeout = in.option(ScaleReader::duration);
    ExecutorParams params = ExecutorParams.decode(in);
    Optional<Hash> relayParent = in.option(ScaleReader::hash);
    Optional<Hash> schedulingParent = in.option(ScaleReader::hash);
    CandidateDescriptorVersion version = CandidateDescriptorVersion.decode(in, true);
    Optional<String> host = in.option(SharedWire::readName);
    Optional<String> rules = in.option(SharedWire::readName);
    PersistedValidationData data = PersistedValidationData.decode(in);
    PoV pov = PoV.decode(in);
    return ExecuteRequest.builder(SharedWire.readCode(in), data, pov).jobId(jobId).kind(kind).deadline(deadline)
        .executionTimeout(executionTimeout).executorParams(params).relayParent(relayParent)
        .schedulingParent(schedulingParent).descriptorVersion(version).host(host).rules(rules).build();
  }

  private static ExecutionKind readKind(ScaleReader in) throws ScaleException {
    String name = SharedWire.readName(in);
    return ExecutionKind.named(name).orElseThrow(() -> new IllegalArgumentException("no execution kind " + name));
  }

  public static void writeReply(ExecuteReply reply, ScaleWriter out) {
    out.string(reply.jobId());
    SharedWire.writeReason(reply.reason(), out);
    out.option(reply.result(), ScaleWriter::value);
    out.hash(reply.codeHash());
    out.u64(reply.povSize());
    out.duration(reply.cpuTime());
    out.duration(reply.wallTime());
    out.duration(reply.queueTime());
    out.option(reply.worker(), (to, worker) -> SharedWire.writeWorker(worker, to));
    out.list(reply.attempts(), (to, attempt) -> SharedWire.writeAttempt(attempt, to));
  }

  public static ExecuteReply readReply(ScaleReader in) throws ScaleException {
    String jobId = SharedWire.readName(in);
    Reason reason = SharedWire.readReason(in);
    Optional<ValidationResult> result = in.option(ValidationResult::decode);
    Hash codeHash = in.hash();
    long povSize = in.u64();
    Duration cpuTime = in.duration();
    Duration wallTime = in.duration();
    Duration queueTime = in.duration();
    Optional<WorkerInfo> worker = in.option(SharedWire::readWorker);
    return new ExecuteReply(jobId, reason.code().verdict(), reason, result, codeHash, povSize, cpuTime, wallTime,
        queueTime, worker, in.list(PvfLimits.MAX_ATTEMPTS, SharedWire::readAttempt));
  }
}
