package io.pvfhost.api;

import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.Set;

/**
 * Options of a {@link PvfClient}. In JSON, times are whole milliseconds under the property's name with {@code Millis}
 * added.
 */
public class PvfClientOptions {

  /**
   * Default time for a job whose request names no deadline = 2 minutes, enough for a first preparation of most code.
   */
  public static final Duration DEFAULT_DEFAULT_DEADLINE = Duration.ofMinutes(2);

  /**
   * Default time the client waits beyond a job's own limit = 2 seconds, so that the host's answer wins over the
   * client's.
   */
  public static final Duration DEFAULT_REPLY_MARGIN = Duration.ofSeconds(2);

  /** Default time for a status answer = 5 seconds. */
  public static final Duration DEFAULT_STATUS_TIMEOUT = Duration.ofSeconds(5);

  /** Default number of executions and preparations a client may have outstanding = 4096. */
  public static final int DEFAULT_MAX_OUTSTANDING = 4096;

  private static final Set<String> KEYS =
      Set.of("defaultDeadlineMillis", "replyMarginMillis", "statusTimeoutMillis", "maxOutstanding");

  private Duration defaultDeadline = DEFAULT_DEFAULT_DEADLINE;
  private Duration replyMargin = DEFAULT_REPLY_MARGIN;
  private Duration statusTimeout = DEFAULT_STATUS_TIMEOUT;
  private int maxOutstanding = DEFAULT_MAX_OUTSTANDING;

  /** Default options. */
  public PvfClientOptions() {
  }

  /**
   * Copy constructor.
   *
   * @param other the options to copy
   */
  public PvfClientOptions(PvfClientOptions other) {
    this.defaultDeadline = other.defaultDeadline;
    this.replyMargin = other.replyMargin;
    this.statusTimeout = other.statusTimeout;
    this.maxOutstanding = other.maxOutstanding;
  }

  /**
   * Options from JSON; absent keys keep their defaults.
   *
   * @param json the options
   * @throws IllegalArgumentException for a key that is no option, so that a slip of the pen is found at once, or a
   *     bad value
   */
  public PvfClientOptions(JsonObject json) {
    for (String key : json.fieldNames()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException("unknown option " + key);
      }
    }
    setDefaultDeadline(millis(json, "defaultDeadlineMillis", defaultDeadline));
    setReplyMargin(millis(json, "replyMarginMillis", replyMargin));
    setStatusTimeout(millis(json, "statusTimeoutMillis", statusTimeout));
    setMaxOutstanding(json.getInteger("maxOutstanding", maxOutstanding));
  }

  private static Duration millis(JsonObject json, String key, Duration otherwise) {
    Long value = json.getLong(key);
    return value == null ? otherwise : Duration.ofMillis(value);
  }

  /** @return the options as JSON */
  public JsonObject toJson() {
    return new JsonObject()
        .put("defaultDeadlineMillis", defaultDeadline.toMillis())
        .put("replyMarginMillis", replyMargin.toMillis())
        .put("statusTimeoutMillis", statusTimeout.toMillis())
        .put("maxOutstanding", maxOutstanding);
  }

  /** @return time for a job whose request names no deadline */
  public Duration getDefaultDeadline() {
    return defaultDeadline;
  }

  /**
   * @param defaultDeadline time for a job whose request names no deadline, at most {@link PvfLimits#MAX_TIME}
   * @return this
   */
  public PvfClientOptions setDefaultDeadline(Duration defaultDeadline) {
    this.defaultDeadline = Checks.given(defaultDeadline, "defaultDeadline");
    return this;
  }

  /** @return time the client waits beyond a job's own limit */
  public Duration getReplyMargin() {
    return replyMargin;
  }

  /**
   * @param replyMargin time the client waits beyond a job's own limit, at most {@link PvfLimits#MAX_TIME}
   * @return this
   */
  public PvfClientOptions setReplyMargin(Duration replyMargin) {
    this.replyMargin = Checks.given(replyMargin, "replyMargin");
    return this;
  }

  /** @return time for a status answer */
  public Duration getStatusTimeout() {
    return statusTimeout;
  }

  /**
   * @param statusTimeout time for a status answer, at most {@link PvfLimits#MAX_TIME}
   * @return this
   */
  public PvfClientOptions setStatusTimeout(Duration statusTimeout) {
    this.statusTimeout = Checks.given(statusTimeout, "statusTimeout");
    return this;
  }

  /** @return number of executions and preparations that may be outstanding */
  public int getMaxOutstanding() {
    return maxOutstanding;
  }

  /**
   * @param maxOutstanding number of executions and preparations that may be outstanding; one more fails with
   *     {@link FailureCode#OVERLOADED} without being sent
   * @return this
   */
  public PvfClientOptions setMaxOutstanding(int maxOutstanding) {
    if (maxOutstanding < 1) {
      throw new IllegalArgumentException("maxOutstanding: " + maxOutstanding + ", must be at least 1");
    }
    this.maxOutstanding = maxOutstanding;
    return this;
  }
}
