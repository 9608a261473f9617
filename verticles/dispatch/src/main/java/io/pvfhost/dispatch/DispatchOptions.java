package io.pvfhost.dispatch;

import io.pvfhost.api.PvfLimits;
import io.pvfhost.dispatch.core.DispatchSettings;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * Configuration of a {@link DispatchVerticle}. JSON names are those of the setters; times are milliseconds, sizes
 * bytes. An unknown JSON name is an error.
 */
public final class DispatchOptions {

  /** Default most jobs not answered yet = 4096. */
  public static final int DEFAULT_MAX_OUTSTANDING = 4096;
  /** Default most bytes of these jobs = 1073741824. */
  public static final long DEFAULT_MAX_BYTES = 1 << 30;
  /** Default most probes that wait at hosts = 1024. */
  public static final int DEFAULT_MAX_PARKED = 1024;
  /** Default most hosts that are given one job = 3. */
  public static final int DEFAULT_MAX_ATTEMPTS = 3;
  /** Default hosts at which one job waits at the same time = 2. */
  public static final int DEFAULT_PROBES = 2;
  /** Default largest block data, and code together with it, inside a message = 262144. */
  public static final int DEFAULT_INLINE_BYTES = 256 << 10;
  /** Default most hosts that are remembered = 4096. */
  public static final int DEFAULT_MAX_HOSTS = PvfLimits.MAX_HOSTS;
  /** Default milliseconds after which a silent host counts as lost = 1500, three times the pause between adverts. */
  public static final long DEFAULT_SILENCE = 1_500;
  /** Default milliseconds between two signs of life to a host that has something of ours = 500. */
  public static final long DEFAULT_ALIVE_INTERVAL = 500;
  /** Default milliseconds for a job whose request names none = 60000. */
  public static final long DEFAULT_JOB_DEADLINE = 60_000;
  /** Default milliseconds for an answer to a reservation = 1000. */
  public static final long DEFAULT_RESERVE_TIMEOUT = 1_000;
  /** Default milliseconds without progress after which a stream is given up = 2000. */
  public static final long DEFAULT_STREAM_PATIENCE = 2_000;
  /** Default milliseconds that jobs wait while no host is there = 3000. */
  public static final long DEFAULT_HOST_PATIENCE = 3_000;
  /** Default rule set = 2603, that of the newest releases. */
  public static final String DEFAULT_RULES = "2603";
  /** Default milliseconds for the status of a host = 1000. */
  public static final long DEFAULT_STATUS_TIMEOUT = 1_000;
  /** Default milliseconds that outstanding jobs may go on when the verticle stops = 15000. */
  public static final long DEFAULT_GRACE_TIME = 15_000;

  private int maxOutstanding = DEFAULT_MAX_OUTSTANDING;
  private long maxBytes = DEFAULT_MAX_BYTES;
  private int maxParked = DEFAULT_MAX_PARKED;
  private int maxAttempts = DEFAULT_MAX_ATTEMPTS;
  private int probes = DEFAULT_PROBES;
  private int inlineBytes = DEFAULT_INLINE_BYTES;
  private int maxHosts = DEFAULT_MAX_HOSTS;
  private long silence = DEFAULT_SILENCE;
  private long aliveInterval = DEFAULT_ALIVE_INTERVAL;
  private long jobDeadline = DEFAULT_JOB_DEADLINE;
  private long reserveTimeout = DEFAULT_RESERVE_TIMEOUT;
  private long streamPatience = DEFAULT_STREAM_PATIENCE;
  private String rules = DEFAULT_RULES;
  private long hostPatience = DEFAULT_HOST_PATIENCE;
  private long statusTimeout = DEFAULT_STATUS_TIMEOUT;
  private long graceTime = DEFAULT_GRACE_TIME;

  /** Every default. */
  public DispatchOptions() {
  }

  /** A copy. */
  public DispatchOptions(DispatchOptions other) {
    this(other.toJson());
  }

  /**
   * Defaults changed by JSON.
   *
   * @throws IllegalArgumentException naming an option that is unknown or out of range
   */
  public DispatchOptions(JsonObject json) {
    Set<String> unknown = new TreeSet<>(json.fieldNames());
    unknown.removeAll(toJson().fieldNames());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("unknown option " + String.join(", ", unknown));
    }
    setMaxOutstanding(json.getInteger("maxOutstanding", maxOutstanding));
    setMaxBytes(json.getLong("maxBytes", maxBytes));
    setMaxParked(json.getInteger("maxParked", maxParked));
    setMaxAttempts(json.getInteger("maxAttempts", maxAttempts));
    setProbes(json.getInteger("probes", probes));
    setInlineBytes(json.getInteger("inlineBytes", inlineBytes));
    setMaxHosts(json.getInteger("maxHosts", maxHosts));
    setSilence(json.getLong("silence", silence));
    setAliveInterval(json.getLong("aliveInterval", aliveInterval));
    setJobDeadline(json.getLong("jobDeadline", jobDeadline));
    setReserveTimeout(json.getLong("reserveTimeout", reserveTimeout));
    setStreamPatience(json.getLong("streamPatience", streamPatience));
    setRules(json.getString("rules", rules));
    setHostPatience(json.getLong("hostPatience", hostPatience));
    setStatusTimeout(json.getLong("statusTimeout", statusTimeout));
    setGraceTime(json.getLong("graceTime", graceTime));
  }

  /** These options as JSON, every name included. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("maxOutstanding", maxOutstanding)
        .put("maxBytes", maxBytes)
        .put("maxParked", maxParked)
        .put("maxAttempts", maxAttempts)
        .put("probes", probes)
        .put("inlineBytes", inlineBytes)
        .put("maxHosts", maxHosts)
        .put("silence", silence)
        .put("aliveInterval", aliveInterval)
        .put("jobDeadline", jobDeadline)
        .put("reserveTimeout", reserveTimeout)
        .put("streamPatience", streamPatience)
        .put("rules", rules)
        .put("hostPatience", hostPatience)
        .put("statusTimeout", statusTimeout)
        .put("graceTime", graceTime);
  }

  /** These options as the decisions take them. */
  public DispatchSettings toSettings() {
    return new DispatchSettings(maxOutstanding, maxBytes, maxParked, maxAttempts, probes, inlineBytes, maxHosts,
        Duration.ofMillis(silence), Duration.ofMillis(aliveInterval), Duration.ofMillis(jobDeadline),
        Duration.ofMillis(reserveTimeout), Duration.ofMillis(streamPatience), rules,
        Duration.ofMillis(hostPatience));
  }

  /** Label of the rule set by which jobs are to be judged. */
  public String getRules() {
    return rules;
  }

  /** Sets the rule set by which jobs are to be judged; hosts that have another one are not asked. */
  public DispatchOptions setRules(String rules) {
    if (rules == null || rules.isEmpty()) {
      throw new IllegalArgumentException("rules is empty");
    }
    this.rules = rules;
    return this;
  }

  /** Most jobs not answered yet. */
  public int getMaxOutstanding() {
    return maxOutstanding;
  }

  /** Sets the most jobs not answered yet; at least 1. One more is refused with OVERLOADED. */
  public DispatchOptions setMaxOutstanding(int maxOutstanding) {
    this.maxOutstanding = (int) within(1, Integer.MAX_VALUE, maxOutstanding, "maxOutstanding");
    return this;
  }

  /** Most bytes of block data, heads and code of these jobs together. */
  public long getMaxBytes() {
    return maxBytes;
  }

  /** Sets the most bytes of block data, heads and code of the jobs not answered yet; at least 1. */
  public DispatchOptions setMaxBytes(long maxBytes) {
    this.maxBytes = within(1, Long.MAX_VALUE, maxBytes, "maxBytes");
    return this;
  }

  /** Most probes that wait at hosts. */
  public int getMaxParked() {
    return maxParked;
  }

  /** Sets the most probes that wait at hosts; at least 1. Jobs beyond wait in this node, in order. */
  public DispatchOptions setMaxParked(int maxParked) {
    this.maxParked = (int) within(1, Integer.MAX_VALUE, maxParked, "maxParked");
    return this;
  }

  /** Most hosts that are given one job, one after the other. */
  public int getMaxAttempts() {
    return maxAttempts;
  }

  /** Sets the most hosts that are given one job, one after the other; 1 to {@link PvfLimits#MAX_ATTEMPTS}. */
  public DispatchOptions setMaxAttempts(int maxAttempts) {
    this.maxAttempts = (int) within(1, PvfLimits.MAX_ATTEMPTS, maxAttempts, "maxAttempts");
    return this;
  }

  /** Hosts at which one job waits at the same time. */
  public int getProbes() {
    return probes;
  }

  /** Sets the number of hosts at which one job waits at the same time; 1 to 16. */
  public DispatchOptions setProbes(int probes) {
    this.probes = (int) within(1, 16, probes, "probes");
    return this;
  }

  /** Largest block data, and code together with it, inside a message. */
  public int getInlineBytes() {
    return inlineBytes;
  }

  /** Sets the largest block data, and code together with it, inside a message; longer ones are streamed; at least 0. */
  public DispatchOptions setInlineBytes(int inlineBytes) {
    this.inlineBytes = (int) within(0, 1 << 20, inlineBytes, "inlineBytes");
    return this;
  }

  /** Most hosts that are remembered. */
  public int getMaxHosts() {
    return maxHosts;
  }

  /** Sets the most hosts that are remembered; 1 to {@link PvfLimits#MAX_HOSTS}. Adverts of others are ignored. */
  public DispatchOptions setMaxHosts(int maxHosts) {
    this.maxHosts = (int) within(1, PvfLimits.MAX_HOSTS, maxHosts, "maxHosts");
    return this;
  }

  /** Milliseconds after which a host that has not been heard of counts as lost. */
  public long getSilence() {
    return silence;
  }

  /** Sets the milliseconds after which a host that has not been heard of counts as lost; at least 1. */
  public DispatchOptions setSilence(long silence) {
    this.silence = millis(1, silence, "silence");
    return this;
  }

  /** Milliseconds between two signs of life to a host that has something of ours. */
  public long getAliveInterval() {
    return aliveInterval;
  }

  /** Sets the milliseconds between two signs of life to a host that has something of ours; at least 1. */
  public DispatchOptions setAliveInterval(long aliveInterval) {
    this.aliveInterval = millis(1, aliveInterval, "aliveInterval");
    return this;
  }

  /** Milliseconds for a job whose request names none. */
  public long getJobDeadline() {
    return jobDeadline;
  }

  /** Sets the milliseconds for a job whose request names none, waiting included; at least 1. */
  public DispatchOptions setJobDeadline(long jobDeadline) {
    this.jobDeadline = millis(1, jobDeadline, "jobDeadline");
    return this;
  }

  /** Milliseconds for an answer to a reservation, beyond the time that it waits for a worker. */
  public long getReserveTimeout() {
    return reserveTimeout;
  }

  /** Sets the milliseconds for an answer to a reservation, beyond the time that it waits for a worker; at least 1. */
  public DispatchOptions setReserveTimeout(long reserveTimeout) {
    this.reserveTimeout = millis(1, reserveTimeout, "reserveTimeout");
    return this;
  }

  /** Milliseconds without progress after which a stream is given up. */
  public long getStreamPatience() {
    return streamPatience;
  }

  /** Sets the milliseconds without progress after which a stream is given up; at least 1. */
  public DispatchOptions setStreamPatience(long streamPatience) {
    this.streamPatience = millis(1, streamPatience, "streamPatience");
    return this;
  }

  /** Milliseconds that jobs wait while no host is there that could take them. */
  public long getHostPatience() {
    return hostPatience;
  }

  /** Sets the milliseconds that jobs wait while no host is there that could take them; at least 0. */
  public DispatchOptions setHostPatience(long hostPatience) {
    this.hostPatience = millis(0, hostPatience, "hostPatience");
    return this;
  }

  /** Milliseconds for the status of a host. */
  public long getStatusTimeout() {
    return statusTimeout;
  }

  /** Sets the milliseconds for the status of a host; at least 1. */
  public DispatchOptions setStatusTimeout(long statusTimeout) {
    this.statusTimeout = millis(1, statusTimeout, "statusTimeout");
    return this;
  }

  /** Milliseconds that outstanding jobs may go on when the verticle stops. */
  public long getGraceTime() {
    return graceTime;
  }

  /** Sets the milliseconds that outstanding jobs may go on when the verticle stops; at least 0. */
  public DispatchOptions setGraceTime(long graceTime) {
    this.graceTime = millis(0, graceTime, "graceTime");
    return this;
  }

  private static long millis(long least, long value, String name) {
    return within(least, PvfLimits.MAX_TIME.toMillis(), value, name);
  }

  private static long within(long least, long most, long value, String name) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " is " + value + ", " + least + " to " + most + " is allowed");
    }
    return value;
  }
}
