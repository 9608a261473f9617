package io.pvfhost.execute;

import io.pvfhost.execute.grants.GrantLimits;
import io.vertx.core.json.JsonObject;

/** Configuration of an {@link ExecuteVerticle}. */
public final class ExecuteOptions extends HostOptions<ExecuteOptions> {

  /** Default time for a job whose request names none = 60000 ms. */
  public static final long DEFAULT_JOB_DEADLINE = 60_000;
  /** Default pause before a retry = 3000 ms. */
  public static final long DEFAULT_RETRY_PAUSE = 3_000;
  /** Default most probes of requesters that may wait for a worker = 1024. */
  public static final int DEFAULT_MAX_PARKED = GrantLimits.DEFAULT_MAX_PARKED;
  /** Default most of them for one requester = 256. */
  public static final int DEFAULT_MAX_PARKED_PER_REQUESTER = GrantLimits.DEFAULT_MAX_PARKED_PER_REQUESTER;
  /** Default time that a worker is held for a requester that does not use it = 2000 ms. */
  public static final long DEFAULT_LEASE_TIME = GrantLimits.DEFAULT_LEASE_TIME.toMillis();
  /** Default bytes of all validation code kept for other nodes and later jobs = 1 GiB. */
  public static final long DEFAULT_CODE_BYTES = 1L << 30;
  /** Default streams of validation code sent to other nodes at a time = 8. */
  public static final int DEFAULT_MAX_CODE_STREAMS = 8;

  /** Default bytes of valid candidates kept to make idle workers warm with = 8 MiB. */
  public static final long DEFAULT_PRIMING_BYTES = 8L << 20;

  private long jobDeadline = DEFAULT_JOB_DEADLINE;
  private long retryPause = DEFAULT_RETRY_PAUSE;
  private String hostId = "local";
  private int maxParked = DEFAULT_MAX_PARKED;
  private int maxParkedPerRequester = DEFAULT_MAX_PARKED_PER_REQUESTER;
  private long leaseTime = DEFAULT_LEASE_TIME;
  private long codeBytes = DEFAULT_CODE_BYTES;
  private int maxCodeStreams = DEFAULT_MAX_CODE_STREAMS;
  private long primingBytes = DEFAULT_PRIMING_BYTES;

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
    setMaxParked(json.getInteger("maxParked", maxParked));
    setMaxParkedPerRequester(json.getInteger("maxParkedPerRequester", maxParkedPerRequester));
    setLeaseTime(json.getLong("leaseTime", leaseTime));
    setCodeBytes(json.getLong("codeBytes", codeBytes));
    setMaxCodeStreams(json.getInteger("maxCodeStreams", maxCodeStreams));
    setPrimingBytes(json.getLong("primingBytes", primingBytes));
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

  /** Name of this host in its status and answers; in a cluster the name of the node takes its place. */
  public String getHostId() {
    return hostId;
  }

  /** Sets the name of this host in its status and answers; in a cluster the name of the node takes its place. */
  public ExecuteOptions setHostId(String hostId) {
    if (hostId == null || hostId.isEmpty()) {
      throw new IllegalArgumentException("hostId is empty");
    }
    this.hostId = hostId;
    return this;
  }

  /** In a cluster: probes of requesters that may wait for a worker. */
  public int getMaxParked() {
    return maxParked;
  }

  /** Sets how many probes of requesters may wait for a worker; at least 0. */
  public ExecuteOptions setMaxParked(int maxParked) {
    this.maxParked = atLeast(0, maxParked, "maxParked");
    return this;
  }

  /** In a cluster: probes of one requester that may wait for a worker. */
  public int getMaxParkedPerRequester() {
    return maxParkedPerRequester;
  }

  /** Sets how many probes of one requester may wait for a worker; at least 0. */
  public ExecuteOptions setMaxParkedPerRequester(int maxParkedPerRequester) {
    this.maxParkedPerRequester = atLeast(0, maxParkedPerRequester, "maxParkedPerRequester");
    return this;
  }

  /** In a cluster: milliseconds that a worker is held for a requester that neither uses it nor streams to it. */
  public long getLeaseTime() {
    return leaseTime;
  }

  /** Sets the milliseconds that a worker is held for a requester that does not use it; at least 1. */
  public ExecuteOptions setLeaseTime(long leaseTime) {
    this.leaseTime = atLeast(1, leaseTime, "leaseTime");
    return this;
  }

  /** In a cluster: bytes of all validation code that is kept on disk for other nodes and later jobs. */
  public long getCodeBytes() {
    return codeBytes;
  }

  /** Sets the bytes of all validation code that is kept; beyond, least recently used code is removed; at least 1. */
  public ExecuteOptions setCodeBytes(long codeBytes) {
    this.codeBytes = atLeast(1, codeBytes, "codeBytes");
    return this;
  }

  /** In a cluster: validation code that is sent to other nodes at a time. */
  public int getMaxCodeStreams() {
    return maxCodeStreams;
  }

  /** Sets how many streams of validation code may be sent at a time; at least 1. */
  public ExecuteOptions setMaxCodeStreams(int maxCodeStreams) {
    this.maxCodeStreams = atLeast(1, maxCodeStreams, "maxCodeStreams");
    return this;
  }

  /** Bytes of valid candidates that are kept to make idle embedded workers warm with. */
  public long getPrimingBytes() {
    return primingBytes;
  }

  /**
   * Sets the bytes of valid candidates that are kept to make idle embedded workers warm with; one has a quarter of it
   * at most, and with 0 none is kept.
   */
  public ExecuteOptions setPrimingBytes(long primingBytes) {
    this.primingBytes = atLeast(0, primingBytes, "primingBytes");
    return this;
  }

  @Override
  public JsonObject toJson() {
    return super.toJson().put("jobDeadline", jobDeadline).put("retryPause", retryPause).put("hostId", hostId)
        .put("maxParked", maxParked).put("maxParkedPerRequester", maxParkedPerRequester).put("leaseTime", leaseTime)
        .put("codeBytes", codeBytes).put("maxCodeStreams", maxCodeStreams)
        .put("primingBytes", primingBytes);
  }

  @Override
  ExecuteOptions self() {
    return this;
  }
}
