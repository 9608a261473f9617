package io.pvfhost.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One attempt at a job.
 *
 * @param number 1 for the first
 * @param host name of the host that was given the attempt
 * @param worker the worker, if one was assigned
 * @param reason how the attempt ended
 * @param cpuTime CPU time the worker reported; zero when it reported none
 * @param wallTime from the assignment of the worker to the end of the attempt
 * @param evidence what was observed besides, in order, such as the worker's live CPU time when it was killed; lines
 *     are cut to {@link PvfLimits#MAX_EVIDENCE_CHARS}, lines beyond {@link PvfLimits#MAX_EVIDENCE_LINES} are dropped
 */
public record Attempt(int number, String host, Optional<WorkerInfo> worker, Reason reason, Duration cpuTime,
    Duration wallTime, List<String> evidence) {

  public Attempt {
    if (number < 1) {
      throw new IllegalArgumentException("number: " + number + ", the first attempt is 1");
    }
    Checks.name(host, "host");
    Objects.requireNonNull(worker, "worker");
    Objects.requireNonNull(reason, "reason");
    Checks.reported(cpuTime, "cpuTime");
    Checks.reported(wallTime, "wallTime");
    evidence = evidence.stream().limit(PvfLimits.MAX_EVIDENCE_LINES)
        .map(line -> Checks.cut(line, PvfLimits.MAX_EVIDENCE_CHARS)).toList();
  }

  /** @return {@code {"number", "host", "worker", "reason", "cpuMillis", "wallMillis", "evidence"}} */
  public JsonObject toJson() {
    return new JsonObject()
        .put("number", number)
        .put("host", host)
        .put("worker", worker.map(WorkerInfo::toJson).orElse(null))
        .put("reason", reason.toJson())
        .put("cpuMillis", Checks.millis(cpuTime))
        .put("wallMillis", Checks.millis(wallTime))
        .put("evidence", new JsonArray(evidence));
  }
}
