package io.pvfhost.execute;

import io.vertx.core.json.JsonObject;

/** Configuration of a {@link PrepareVerticle}. */
public final class PrepareOptions extends HostOptions<PrepareOptions> {

  /** Default prepare workers = 1. */
  public static final int DEFAULT_PREPARE_WORKERS = 1;
  /** Default spare prepare workers = 0. */
  public static final int DEFAULT_PREPARE_SPARES = 0;
  /** Default preparations that may wait = 150. */
  public static final int DEFAULT_PREPARE_QUEUE_LIMIT = 150;
  /** Default bytes of all artifacts = 10 GiB. */
  public static final long DEFAULT_ARTIFACT_BYTES = 10L << 30;
  /** Default largest decompressed code = 12 MiB. */
  public static final long DEFAULT_CODE_BOMB_LIMIT = 12L << 20;
  /** Default pause before a failed preparation is tried again = 900000 ms. */
  public static final long DEFAULT_RETRY_COOL_DOWN = 900_000;
  /** Default retries of a failed preparation = 5. */
  public static final int DEFAULT_MAX_RETRIES = 5;
  /** Default failed preparations remembered = 1000. */
  public static final int DEFAULT_FAILURES_KEPT = 1000;
  /** What a worker can be told at most. */
  private static final long MAX_CODE_BOMB_LIMIT = 0xFFFF_FFFFL;

  private long artifactBytes = DEFAULT_ARTIFACT_BYTES;
  private long codeBombLimit = DEFAULT_CODE_BOMB_LIMIT;
  private long retryCoolDown = DEFAULT_RETRY_COOL_DOWN;
  private int maxRetries = DEFAULT_MAX_RETRIES;
  private int failuresKept = DEFAULT_FAILURES_KEPT;

  /** Every default. */
  public PrepareOptions() {
    setWorkers(DEFAULT_PREPARE_WORKERS);
    setSpares(DEFAULT_PREPARE_SPARES);
    setQueueLimit(DEFAULT_PREPARE_QUEUE_LIMIT);
  }

  /** A copy. */
  public PrepareOptions(PrepareOptions other) {
    this(other.toJson());
  }

  /**
   * Defaults changed by JSON.
   *
   * @throws IllegalArgumentException naming an option that is unknown or out of range
   */
  public PrepareOptions(JsonObject json) {
    this();
    rejectUnknown(json);
    readBase(json);
    setArtifactBytes(json.getLong("artifactBytes", artifactBytes));
    setCodeBombLimit(json.getLong("codeBombLimit", codeBombLimit));
    setRetryCoolDown(json.getLong("retryCoolDown", retryCoolDown));
    setMaxRetries(json.getInteger("maxRetries", maxRetries));
    setFailuresKept(json.getInteger("failuresKept", failuresKept));
  }

  /** Bytes of all artifacts together; beyond, least recently used ones are removed. */
  public long getArtifactBytes() {
    return artifactBytes;
  }

  /** Sets the bytes of all artifacts together; at least 1. */
  public PrepareOptions setArtifactBytes(long artifactBytes) {
    this.artifactBytes = atLeast(1, artifactBytes, "artifactBytes");
    return this;
  }

  /** Most bytes of decompressed code, for dialects that send it; in dialect S it is the worker's own constant. */
  public long getCodeBombLimit() {
    return codeBombLimit;
  }

  /** Sets the most bytes of decompressed code; 1 to 4294967295, which is what a worker can be told. */
  public PrepareOptions setCodeBombLimit(long codeBombLimit) {
    if (codeBombLimit > MAX_CODE_BOMB_LIMIT) {
      throw new IllegalArgumentException("codeBombLimit is " + codeBombLimit + ", at most " + MAX_CODE_BOMB_LIMIT
          + " is possible");
    }
    this.codeBombLimit = atLeast(1, codeBombLimit, "codeBombLimit");
    return this;
  }

  /** Milliseconds after which a preparation that failed indeterminately is tried again. */
  public long getRetryCoolDown() {
    return retryCoolDown;
  }

  /** Sets the milliseconds after which a preparation that failed indeterminately is tried again; 0 or more. */
  public PrepareOptions setRetryCoolDown(long retryCoolDown) {
    this.retryCoolDown = atLeast(0, retryCoolDown, "retryCoolDown");
    return this;
  }

  /** How often a preparation that failed indeterminately is tried again. */
  public int getMaxRetries() {
    return maxRetries;
  }

  /** Sets how often a preparation that failed indeterminately is tried again; 0 or more. */
  public PrepareOptions setMaxRetries(int maxRetries) {
    this.maxRetries = atLeast(0, maxRetries, "maxRetries");
    return this;
  }

  /** How many failed preparations are remembered. */
  public int getFailuresKept() {
    return failuresKept;
  }

  /** Sets how many failed preparations are remembered; 0 or more. */
  public PrepareOptions setFailuresKept(int failuresKept) {
    this.failuresKept = atLeast(0, failuresKept, "failuresKept");
    return this;
  }

  @Override
  public JsonObject toJson() {
    return super.toJson().put("artifactBytes", artifactBytes).put("codeBombLimit", codeBombLimit)
        .put("retryCoolDown", retryCoolDown).put("maxRetries", maxRetries).put("failuresKept", failuresKept);
  }

  @Override
  PrepareOptions self() {
    return this;
  }
}
