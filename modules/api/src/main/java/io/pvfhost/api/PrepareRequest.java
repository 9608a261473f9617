package io.pvfhost.api;

import io.pvfhost.api.impl.RequestJson;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.PrepKind;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks a host to prepare validation code.
 *
 * @param code the code
 * @param params executor params it is prepared for
 * @param precheck whether this is prechecking: shorter default budget, and the imports are linked as well
 * @param timeout CPU budget in place of that of the params
 */
public record PrepareRequest(ValidationCode code, ExecutorParams params, boolean precheck, Optional<Duration> timeout) {

  public PrepareRequest {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(params, "params");
    Checks.given(timeout, "timeout");
  }

  /**
   * @param code the code
   * @return a request to prepare it for execution, with empty params
   */
  public static PrepareRequest of(ValidationCode code) {
    return new PrepareRequest(code, ExecutorParams.EMPTY, false, Optional.empty());
  }

  /**
   * Reads a request from JSON: {@code code} or {@code codeHash} (required), {@code executorParams} (SCALE, default
   * empty), {@code precheck} (default false), {@code timeoutMillis} (CPU budget, default that of the params). Bytes
   * are strings as in {@link ExecuteRequest#fromJson}.
   *
   * @param json the fields; one that is not known is an error
   * @return the request
   * @throws PvfException {@link FailureCode#MALFORMED} or {@link FailureCode#TOO_LARGE}, naming the field
   */
  public static PrepareRequest fromJson(JsonObject json) {
    return RequestJson.readPrepare(json);
  }

  /** @return the JSON {@link #fromJson} reads, bytes as hex */
  public JsonObject toJson() {
    return RequestJson.write(this);
  }

  /** @return the same request as a prechecking one */
  public PrepareRequest asPrecheck() {
    return precheck ? this : new PrepareRequest(code, params, true, timeout);
  }

  /** @return the CPU budget: the timeout given, or that of the params for this kind */
  public Duration cpuBudget() {
    return timeout.orElseGet(() -> params.prepTimeout(precheck ? PrepKind.PRECHECK : PrepKind.PREPARE));
  }

  /**
   * Checks the sizes.
   *
   * @throws PvfException {@link FailureCode#TOO_LARGE}, naming the field, its size and the limit
   */
  public void validate() {
    code.validate();
    ExecuteRequest.validateParams(params);
  }
}
