package io.pvfhost.execute;

import io.vertx.core.json.JsonObject;

/** Configuration of an {@link ExecuteVerticle}. */
public final class ExecuteOptions extends HostOptions<ExecuteOptions> {

  /** Default time for a job whose request names none = 60000 ms. */
  public static final long DEFAULT_JOB_DEADLINE = 60_000;
  /** Default pause before a retry = 3000 ms. */
  public static final long DEFAULT_RETRY_PAUSE = 3_000;

  private long jobDeadline = DEFAULT_JOB_DEADLINE;
  private long retryPause = DEFAULT_RETRY_PAUSE;
  private String hostId = "local";

  /** Every default. */
  public ExecuteOptions() {
  }

  /** A copy. */
  public ExecuteOptions(ExecuteOptions other) {
    this(other.toJson());
  }

  /**
   * Defaults changed by JSON.
   *
   * @throws IllegalArgumentException naming an option that is unknown or out of range
   */
  public ExecuteOptions(JsonObject json) {
    rejectUnknown(json);
    readBase(json);
    setJobDeadline(json.getLong("jobDeadline", jobDeadline));
    setRetryPause(json.getLong("retryPause", retryPause));
    setHostId(json.getString("hostId", hostId));
  }

  /** Milliseconds for a job whose request names no deadline, waiting included. */
  public long getJobDeadline() {
    return jobDeadline;
  }

  /** Sets the milliseconds for a job whose request names no deadline, waiting included; at least 1. */
  public ExecuteOptions setJobDeadline(long jobDeadline) {
    this.jobDeadline = atLeast(1, jobDeadline, "jobDeadline");
    return this;
  }

  /** Milliseconds between an attempt and its retry; protocol and default 3000. */
  public long getRetryPause() {
    return retryPause;
  }

  /** Sets the milliseconds between an attempt and its retry; at least 1. */
  public ExecuteOptions setRetryPause(long retryPause) {
    this.retryPause = atLeast(1, retryPause, "retryPause");
    return this;
  }

  /** Name of this host in its status. */
  public String getHostId() {
    return hostId;
  }

  /** Sets the name of this host in its status. */
  public ExecuteOptions setHostId(String hostId) {
    if (hostId == null || hostId.isEmpty()) {
      throw new IllegalArgumentException("hostId is empty");
    }
    this.hostId = hostId;
    return this;
  }

  @Override
  public JsonObject toJson() {
    return super.toJson().put("jobDeadline", jobDeadline).put("retryPause", retryPause).put("hostId", hostId);
  }

  @Override
  ExecuteOptions self() {
    return this;
  }
}
