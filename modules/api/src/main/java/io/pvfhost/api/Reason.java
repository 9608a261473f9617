package io.pvfhost.api;

import io.vertx.core.json.JsonObject;

import java.util.Objects;

/**
 * Why a job ended as it did.
 *
 * @param code the stable code; programs look at this only
 * @param message text for people, cut to {@link PvfLimits#MAX_MESSAGE_CHARS}; empty when the code says it all
 */
public record Reason(ReasonCode code, String message) {

  /** The reason of everything that succeeded. */
  public static final Reason OK = new Reason(ReasonCode.OK, "");

  public Reason {
    Objects.requireNonNull(code, "code");
    message = Checks.cut(message, PvfLimits.MAX_MESSAGE_CHARS);
  }

  /**
   * @param failure a failed request
   * @return the reason it stands for; never one with a verdict
   */
  public static Reason of(PvfException failure) {
    return new Reason(ReasonCode.of(failure.code()), String.valueOf(failure.getMessage()));
  }

  /**
   * @return this reason as the failure of a request
   * @throws IllegalStateException for {@link ReasonCode#OK}, which is no failure
   */
  public PvfException toException() {
    FailureCode failure = code.failureCode().orElseThrow(() -> new IllegalStateException("ok is not a failure"));
    return new PvfException(failure, message.isEmpty() ? code.wireName() : code.wireName() + ": " + message);
  }

  /** @return {@code {"code", "message"}} */
  public JsonObject toJson() {
    return new JsonObject().put("code", code.wireName()).put("message", message);
  }
}
