package io.pvfhost.tests.api;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ClusterReply;
import io.pvfhost.api.DispatchReport;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.HostReport;
import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.StatusReply;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.api.WorkerInfo;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.scale.ValidationResult;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fixed messages. */
final class Messages {

  static final ValidationCode CODE = ValidationCode.of(Bytes.fromHex("0061736d01000000"));
  static final WorkerInfo WORKER = new WorkerInfo("0.1.0", "S", "2603", 4242, "none");

  private Messages() {
  }

  static ExecuteRequest.Builder request() {
    return request(CODE);
  }

  static ExecuteRequest.Builder request(ValidationCode code) {
    return request(code, Bytes.fromHex("aabb"));
  }

  static ExecuteRequest.Builder request(ValidationCode code, Bytes blockData) {
    PersistedValidationData data = new PersistedValidationData(Bytes.fromHex("010203"), 7,
        new Hash(Bytes.fromHex("11".repeat(32))), 5 << 20);
    return ExecuteRequest.builder(code, data, new PoV(blockData)).jobId("job-1");
  }

  static ExecuteReply valid(String jobId) {
    ValidationResult result =
        new ValidationResult(Bytes.fromHex("0102"), Optional.empty(), List.of(), List.of(), 0, 7);
    Attempt attempt = new Attempt(1, "host-a", Optional.of(WORKER), Reason.OK, Duration.ofNanos(12_345_678),
        Duration.ofMillis(14), List.of());
    return new ExecuteReply(jobId, Verdict.VALID, Reason.OK, Optional.of(result), CODE.hash(), 16,
        Duration.ofNanos(12_345_678), Duration.ofMillis(15), Duration.ofNanos(900_500), Optional.of(WORKER),
        List.of(attempt));
  }

  static ExecuteReply without(String jobId, Reason reason) {
    Attempt attempt = new Attempt(1, "host-b", Optional.empty(), reason, Duration.ZERO, Duration.ofMillis(8),
        List.of("killed"));
    return new ExecuteReply(jobId, reason.code().verdict(), reason, Optional.empty(), CODE.hash(), 0, Duration.ZERO,
        Duration.ofMillis(9), Duration.ofMillis(1), Optional.empty(), List.of(attempt));
  }

  static PrepareReply prepared() {
    return new PrepareReply(CODE.hash(), true, Reason.OK, false, true, Duration.ofMillis(250), Duration.ofMillis(300),
        4096, 8, 5 << 20, "2603");
  }

  static PrepareReply notPrepared(ReasonCode code, boolean deterministic) {
    return new PrepareReply(CODE.hash(), false, new Reason(code, "why"), deterministic, false, Duration.ZERO,
        Duration.ZERO, 0, 0, 0, "2603");
  }

  static StatusReply status() {
    return new StatusReply("host-a", true, new StatusReply.Workers(4, 3, 1, 2, 1), StatusReply.Workers.NONE, 5, 100,
        new StatusReply.Jobs(10, 2, 1), 3, 2, 8192, "2603");
  }

  static ClusterReply cluster() {
    HostReport host = new HostReport("host-a", "0f", "alive", 4, 1, 0, "0.1.0", "2603", "1-2", 250, Optional.empty());
    return new ClusterReply("node-a", List.of(host), new DispatchReport(1, 9, 2, 3, 100, 7, Map.of("z", 1L, "a", 2L)));
  }
}
