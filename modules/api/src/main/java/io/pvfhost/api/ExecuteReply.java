package io.pvfhost.api;

import io.pvfhost.scale.CandidateCommitments;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ValidationResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The outcome of one job. The verdict is always that of the reason's code, and a result is there exactly when the
 * verdict is {@link Verdict#VALID}; the constructor refuses anything else.
 *
 * @param jobId the id of the request
 * @param verdict valid, invalid or none
 * @param reason why
 * @param result what the validation code returned
 * @param codeHash hash of the validation code
 * @param povSize size of the decompressed block data in bytes, 0 when no worker got that far
 * @param cpuTime CPU time of the attempt that decided
 * @param wallTime from the request's arrival to the answer, queueing included
 * @param queueTime from the request's arrival to the assignment of a worker, or to the answer if there was none
 * @param worker the worker of the attempt that decided
 * @param attempts all attempts, eldest first
 */
public record ExecuteReply(String jobId, Verdict verdict, Reason reason, Optional<ValidationResult> result,
    Hash codeHash, long povSize, Duration cpuTime, Duration wallTime, Duration queueTime, Optional<WorkerInfo> worker,
    List<Attempt> attempts) {

  public ExecuteReply {
    Checks.name(jobId, "jobId");
    if (verdict != reason.code().verdict()) {
      throw new IllegalArgumentException("verdict " + verdict.wireName() + " with reason " + reason.code().wireName()
          + ", which stands for " + reason.code().verdict().wireName());
    }
    if (result.isPresent() != (verdict == Verdict.VALID)) {
      throw new IllegalArgumentException("verdict " + verdict.wireName() + (result.isPresent() ? " with" : " without")
          + " a result");
    }
    Objects.requireNonNull(codeHash, "codeHash");
    Checks.notNegative(povSize, "povSize");
    Checks.reported(cpuTime, "cpuTime");
    Checks.reported(wallTime, "wallTime");
    Checks.reported(queueTime, "queueTime");
    Objects.requireNonNull(worker, "worker");
    attempts = Checks.atMost(PvfLimits.MAX_ATTEMPTS, attempts, "attempts");
  }

  /**
   * The reply form of a request that failed before any worker was asked, for callers that print one object per job.
   *
   * @param request the request
   * @param failure why it failed
   * @return a reply with verdict {@link Verdict#NONE} and no attempt
   */
  public static ExecuteReply refused(ExecuteRequest request, PvfException failure) {
    return new ExecuteReply(request.jobId(), Verdict.NONE, Reason.of(failure), Optional.empty(),
        request.code().hash(), 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Optional.empty(), List.of());
  }

  /** @return name of the host of the last attempt; empty when there was no attempt */
  public Optional<String> host() {
    return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1).host());
  }

  /** @return blake2b-256 of the candidate's commitments (spec 3.5), when the candidate is valid */
  public Optional<Hash> commitmentsHash() {
    return result.map(ValidationResult::commitments).map(CandidateCommitments::hash);
  }

  /**
   * @return the outcome for people and scripts: {@code verdict}, {@code reason}, {@code headData}, {@code
   *     commitmentsHash}, {@code codeHash}, {@code povSize}, {@code cpuMillis}, {@code wallMillis}, {@code
   *     queueMillis}, {@code host}, {@code worker}, {@code attempts}; hex with 0x, milliseconds with up to three
   *     decimals, null for what is absent
   */
  public JsonObject toJson() {
    return new JsonObject()
        .put("verdict", verdict.wireName())
        .put("reason", reason.toJson())
        .put("headData", result.map(value -> "0x" + value.headData().toHex()).orElse(null))
        .put("commitmentsHash", commitmentsHash().map(hash -> "0x" + hash.toHex()).orElse(null))
        .put("codeHash", "0x" + codeHash.toHex())
        .put("povSize", povSize)
        .put("cpuMillis", Checks.millis(cpuTime))
        .put("wallMillis", Checks.millis(wallTime))
        .put("queueMillis", Checks.millis(queueTime))
        .put("host", host().orElse(null))
        .put("worker", worker.map(WorkerInfo::toJson).orElse(null))
        .put("attempts", new JsonArray(attempts.stream().map(Attempt::toJson).toList()));
  }
}
