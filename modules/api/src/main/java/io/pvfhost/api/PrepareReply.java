package io.pvfhost.api;

import io.pvfhost.scale.Hash;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.Objects;

/**
 * The outcome of a preparation.
 *
 * @param codeHash hash of the code
 * @param prepared whether an artifact is ready
 * @param reason {@link ReasonCode#OK} exactly when prepared
 * @param deterministic whether a failure will happen again anywhere; false when prepared
 * @param cached whether the answer was known before this request
 * @param cpuTime CPU time of the preparation, of the earlier one when cached
 * @param wallTime from the request's arrival to the answer
 * @param artifactSize size of the artifact in bytes, 0 when not prepared
 * @param codeSize size of the decompressed code in bytes, 0 when unknown
 * @param peakMemory most bytes allocated at one time, 0 when unknown
 * @param rules label of the rule set by which the code was judged, such as {@code 2603}
 */
public record PrepareReply(Hash codeHash, boolean prepared, Reason reason, boolean deterministic, boolean cached,
    Duration cpuTime, Duration wallTime, long artifactSize, long codeSize, long peakMemory,
    String rules) {

  public PrepareReply {
    Objects.requireNonNull(codeHash, "codeHash");
    if (prepared != (reason.code() == ReasonCode.OK)) {
      throw new IllegalArgumentException((prepared ? "prepared" : "not prepared") + " with reason "
          + reason.code().wireName());
    }
    if (prepared && deterministic) {
      throw new IllegalArgumentException("prepared, yet a deterministic failure");
    }
    Checks.reported(cpuTime, "cpuTime");
    Checks.reported(wallTime, "wallTime");
    Checks.notNegative(artifactSize, "artifactSize");
    Checks.notNegative(codeSize, "codeSize");
    Checks.notNegative(peakMemory, "peakMemory");
    Checks.name(rules, "rules");
  }

  /** @return how a precheck votes on this outcome (spec 8.5): deterministic failures are invalid, others no vote */
  public Verdict precheckVerdict() {
    if (prepared) {
      return Verdict.VALID;
    }
    return deterministic ? Verdict.INVALID : Verdict.NONE;
  }

  /** @return all components by name; times as {@code cpuMillis} and {@code wallMillis} */
  public JsonObject toJson() {
    return new JsonObject()
        .put("codeHash", "0x" + codeHash.toHex())
        .put("prepared", prepared)
        .put("reason", reason.toJson())
        .put("deterministic", deterministic)
        .put("cached", cached)
        .put("cpuMillis", Checks.millis(cpuTime))
        .put("wallMillis", Checks.millis(wallTime))
        .put("artifactSize", artifactSize)
        .put("codeSize", codeSize)
        .put("peakMemory", peakMemory)
        .put("rules", rules);
  }
}
