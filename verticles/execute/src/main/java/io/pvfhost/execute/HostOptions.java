package io.pvfhost.execute;

import io.pvfhost.host.EmbeddedWorker;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What both verticles of a host are configured with: their workers, directories and limits. JSON names are those of the
 * setters; times are milliseconds. An unknown JSON name is an error.
 *
 * @param <S> the concrete options
 */
public abstract class HostOptions<S extends HostOptions<S>> {

  /** Default cache directory = {@code pvf-host} in {@code $XDG_CACHE_HOME} or {@code ~/.cache}. */
  public static final String DEFAULT_CACHE_DIRECTORY = defaultCacheDirectory();
  /** Default socket directory = the system's temporary directory. */
  public static final String DEFAULT_SOCKET_DIRECTORY = System.getProperty("java.io.tmpdir");
  /** Default jobs that run at the same time = number of processors. */
  public static final int DEFAULT_WORKERS = Runtime.getRuntime().availableProcessors();
  /** Default workers kept started beyond the busy ones = 1. */
  public static final int DEFAULT_SPARES = 1;
  /** Default jobs that may wait = 1000. */
  public static final int DEFAULT_QUEUE_LIMIT = 1000;
  /** Default jobs after which a worker is replaced = 10000. */
  public static final int DEFAULT_MAX_JOBS_PER_WORKER = 10000;
  /** Default milliseconds after which a worker without a job is replaced = 3600000. */
  public static final long DEFAULT_MAX_WORKER_AGE = 3600000;
  /** Default failed starts of a worker in a row after which waiting jobs are refused = 5. */
  public static final int DEFAULT_SPAWN_ATTEMPTS = 5;
  /** Default milliseconds that a worker beyond the spares may be idle = 300000. */
  public static final long DEFAULT_IDLE_TIME = 300000;
  /** Default milliseconds to wait after a first failed start; doubles with each further one = 100. */
  public static final long DEFAULT_MIN_BACK_OFF = 100;
  /** Default most milliseconds to wait between failed starts = 3000. */
  public static final long DEFAULT_MAX_BACK_OFF = 3000;
  /** Default milliseconds that a started worker may take to connect = 3000. */
  public static final long DEFAULT_ACCEPT_TIMEOUT = 3000;
  /** Default milliseconds that a worker may take to read a job = 3000. */
  public static final long DEFAULT_SEND_TIMEOUT = 3000;
  /** Default milliseconds that running jobs may go on when the verticle stops = 15000. */
  public static final long DEFAULT_GRACE_TIME = 15000;
  /** Default largest frame accepted from a worker, in bytes = 150994944. */
  public static final long DEFAULT_MAX_FRAME_BYTES = 150994944;

  /** Default rule set = 2603, that of the newest releases. */
  public static final String DEFAULT_RULES = EmbeddedWorker.RULES.get(0);
  /** In place of a worker program's dialect: the one that Parity's worker of that program's version speaks. */
  public static final String AUTO_DIALECT = "auto";

  private String cacheDirectory = DEFAULT_CACHE_DIRECTORY;
  private String socketDirectory = DEFAULT_SOCKET_DIRECTORY;
  private List<String> workerCommand = List.of();
  private String workerVersion = "";
  private String workerDialect = "S";
  private String rules = DEFAULT_RULES;
  private int workers = DEFAULT_WORKERS;
  private int spares = DEFAULT_SPARES;
  private int queueLimit = DEFAULT_QUEUE_LIMIT;
  private int maxJobsPerWorker = DEFAULT_MAX_JOBS_PER_WORKER;
  private long maxWorkerAge = DEFAULT_MAX_WORKER_AGE;
  private int spawnAttempts = DEFAULT_SPAWN_ATTEMPTS;
  private long idleTime = DEFAULT_IDLE_TIME;
  private long minBackOff = DEFAULT_MIN_BACK_OFF;
  private long maxBackOff = DEFAULT_MAX_BACK_OFF;
  private long acceptTimeout = DEFAULT_ACCEPT_TIMEOUT;
  private long sendTimeout = DEFAULT_SEND_TIMEOUT;
  private long graceTime = DEFAULT_GRACE_TIME;
  private long maxFrameBytes = DEFAULT_MAX_FRAME_BYTES;

  HostOptions() {
  }

  abstract S self();

  final void readBase(JsonObject json) {
    setCacheDirectory(json.getString("cacheDirectory", cacheDirectory));
    setSocketDirectory(json.getString("socketDirectory", socketDirectory));
    setWorkerCommand(strings(json.getJsonArray("workerCommand", new JsonArray(workerCommand))));
    setWorkerVersion(json.getString("workerVersion", workerVersion));
    setWorkerDialect(json.getString("workerDialect", workerDialect));
    setRules(json.getString("rules", rules));
    setWorkers(json.getInteger("workers", workers));
    setSpares(json.getInteger("spares", spares));
    setQueueLimit(json.getInteger("queueLimit", queueLimit));
    setMaxJobsPerWorker(json.getInteger("maxJobsPerWorker", maxJobsPerWorker));
    setMaxWorkerAge(json.getLong("maxWorkerAge", maxWorkerAge));
    setSpawnAttempts(json.getInteger("spawnAttempts", spawnAttempts));
    setIdleTime(json.getLong("idleTime", idleTime));
    setMinBackOff(json.getLong("minBackOff", minBackOff));
    setMaxBackOff(json.getLong("maxBackOff", maxBackOff));
    setAcceptTimeout(json.getLong("acceptTimeout", acceptTimeout));
    setSendTimeout(json.getLong("sendTimeout", sendTimeout));
    setGraceTime(json.getLong("graceTime", graceTime));
    setMaxFrameBytes(json.getLong("maxFrameBytes", maxFrameBytes));
  }

  final void rejectUnknown(JsonObject json) {
    Set<String> unknown = new TreeSet<>(json.fieldNames());
    unknown.removeAll(toJson().fieldNames());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("unknown option " + String.join(", ", unknown));
    }
  }

  /** These options as JSON, every name included. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("cacheDirectory", cacheDirectory)
        .put("socketDirectory", socketDirectory)
        .put("workerCommand", new JsonArray(workerCommand))
        .put("workerVersion", workerVersion)
        .put("workerDialect", workerDialect)
        .put("rules", rules)
        .put("workers", workers)
        .put("spares", spares)
        .put("queueLimit", queueLimit)
        .put("maxJobsPerWorker", maxJobsPerWorker)
        .put("maxWorkerAge", maxWorkerAge)
        .put("spawnAttempts", spawnAttempts)
        .put("idleTime", idleTime)
        .put("minBackOff", minBackOff)
        .put("maxBackOff", maxBackOff)
        .put("acceptTimeout", acceptTimeout)
        .put("sendTimeout", sendTimeout)
        .put("graceTime", graceTime)
        .put("maxFrameBytes", maxFrameBytes);
  }

  /** Directory for worker directories and artifacts. */
  public String getCacheDirectory() {
    return cacheDirectory;
  }

  /** Sets the directory for worker directories and artifacts; hosts may share it. */
  public S setCacheDirectory(String cacheDirectory) {
    this.cacheDirectory = notEmpty(cacheDirectory, "cacheDirectory");
    return self();
  }

  /** Directory for the sockets on which workers connect. */
  public String getSocketDirectory() {
    return socketDirectory;
  }

  /** Sets the directory for the sockets on which workers connect; its path has about 70 bytes at most. */
  public S setSocketDirectory(String socketDirectory) {
    this.socketDirectory = notEmpty(socketDirectory, "socketDirectory");
    return self();
  }

  /** Worker program and its first arguments; empty for the embedded worker. */
  public List<String> getWorkerCommand() {
    return workerCommand;
  }

  /** Sets the worker program and its first arguments; empty for the embedded worker. */
  public S setWorkerCommand(List<String> workerCommand) {
    this.workerCommand = List.copyOf(workerCommand);
    return self();
  }

  /** Version of the worker program; empty to ask it with {@code --version}. */
  public String getWorkerVersion() {
    return workerVersion;
  }

  /** Sets the version of the worker program; empty to ask it with {@code --version}. */
  public S setWorkerVersion(String workerVersion) {
    this.workerVersion = Objects.requireNonNull(workerVersion, "workerVersion");
    return self();
  }

  /** Dialect of the worker protocol that a configured worker program speaks, or {@link #AUTO_DIALECT}. */
  public String getWorkerDialect() {
    return workerDialect;
  }

  /** Sets the dialect of the worker protocol that a configured worker program speaks, or {@link #AUTO_DIALECT}. */
  public S setWorkerDialect(String workerDialect) {
    this.workerDialect = notEmpty(workerDialect, "workerDialect");
    return self();
  }

  /** Label of the rule set by which the workers judge: {@code 2603}, {@code 2509} or {@code 2409}. */
  public String getRules() {
    return rules;
  }

  /**
   * Sets the rule set by which the workers judge. Embedded workers are told; of a configured worker program this states
   * which one its release has. Both verticles of a host must have the same one.
   */
  public S setRules(String rules) {
    if (!EmbeddedWorker.RULES.contains(rules)) {
      throw new IllegalArgumentException("rules is " + rules + ", one of " + String.join(", ", EmbeddedWorker.RULES)
          + " is needed");
    }
    this.rules = rules;
    return self();
  }

  /** Jobs that run at the same time. */
  public int getWorkers() {
    return workers;
  }

  /** Sets: jobs that run at the same time; at least 1. */
  public S setWorkers(int workers) {
    this.workers = atLeast(1, workers, "workers");
    return self();
  }

  /** Workers kept started beyond the busy ones. */
  public int getSpares() {
    return spares;
  }

  /** Sets: workers kept started beyond the busy ones; at least 0. */
  public S setSpares(int spares) {
    this.spares = atLeast(0, spares, "spares");
    return self();
  }

  /** Jobs that may wait. */
  public int getQueueLimit() {
    return queueLimit;
  }

  /** Sets: jobs that may wait; at least 0. */
  public S setQueueLimit(int queueLimit) {
    this.queueLimit = atLeast(0, queueLimit, "queueLimit");
    return self();
  }

  /** Jobs after which a worker is replaced. */
  public int getMaxJobsPerWorker() {
    return maxJobsPerWorker;
  }

  /** Sets: jobs after which a worker is replaced; at least 1. */
  public S setMaxJobsPerWorker(int maxJobsPerWorker) {
    this.maxJobsPerWorker = atLeast(1, maxJobsPerWorker, "maxJobsPerWorker");
    return self();
  }

  /** Milliseconds after which a worker without a job is replaced. */
  public long getMaxWorkerAge() {
    return maxWorkerAge;
  }

  /** Sets: milliseconds after which a worker without a job is replaced; at least 1. */
  public S setMaxWorkerAge(long maxWorkerAge) {
    this.maxWorkerAge = atLeast(1, maxWorkerAge, "maxWorkerAge");
    return self();
  }

  /** Failed starts of a worker in a row after which waiting jobs are refused. */
  public int getSpawnAttempts() {
    return spawnAttempts;
  }

  /** Sets: failed starts of a worker in a row after which waiting jobs are refused; at least 1. */
  public S setSpawnAttempts(int spawnAttempts) {
    this.spawnAttempts = atLeast(1, spawnAttempts, "spawnAttempts");
    return self();
  }

  /** Milliseconds that a worker beyond the spares may be idle. */
  public long getIdleTime() {
    return idleTime;
  }

  /** Sets: milliseconds that a worker beyond the spares may be idle; at least 1. */
  public S setIdleTime(long idleTime) {
    this.idleTime = atLeast(1, idleTime, "idleTime");
    return self();
  }

  /** Milliseconds to wait after a first failed start; doubles with each further one. */
  public long getMinBackOff() {
    return minBackOff;
  }

  /** Sets: milliseconds to wait after a first failed start; doubles with each further one; at least 1. */
  public S setMinBackOff(long minBackOff) {
    this.minBackOff = atLeast(1, minBackOff, "minBackOff");
    return self();
  }

  /** Most milliseconds to wait between failed starts. */
  public long getMaxBackOff() {
    return maxBackOff;
  }

  /** Sets: most milliseconds to wait between failed starts; at least 1. */
  public S setMaxBackOff(long maxBackOff) {
    this.maxBackOff = atLeast(1, maxBackOff, "maxBackOff");
    return self();
  }

  /** Milliseconds that a started worker may take to connect. */
  public long getAcceptTimeout() {
    return acceptTimeout;
  }

  /** Sets: milliseconds that a started worker may take to connect; at least 1. */
  public S setAcceptTimeout(long acceptTimeout) {
    this.acceptTimeout = atLeast(1, acceptTimeout, "acceptTimeout");
    return self();
  }

  /** Milliseconds that a worker may take to read a job. */
  public long getSendTimeout() {
    return sendTimeout;
  }

  /** Sets: milliseconds that a worker may take to read a job; at least 1. */
  public S setSendTimeout(long sendTimeout) {
    this.sendTimeout = atLeast(1, sendTimeout, "sendTimeout");
    return self();
  }

  /** Milliseconds that running jobs may go on when the verticle stops. */
  public long getGraceTime() {
    return graceTime;
  }

  /** Sets: milliseconds that running jobs may go on when the verticle stops; at least 0. */
  public S setGraceTime(long graceTime) {
    this.graceTime = atLeast(0, graceTime, "graceTime");
    return self();
  }

  /** Largest frame accepted from a worker, in bytes. */
  public long getMaxFrameBytes() {
    return maxFrameBytes;
  }

  /** Sets: largest frame accepted from a worker, in bytes; at least 1. */
  public S setMaxFrameBytes(long maxFrameBytes) {
    this.maxFrameBytes = atLeast(1, maxFrameBytes, "maxFrameBytes");
    return self();
  }

  private static List<String> strings(JsonArray array) {
    return array.stream().map(String::valueOf).toList();
  }

  private static String notEmpty(String value, String name) {
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(name + " is empty");
    }
    return value;
  }

  static int atLeast(int least, int value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + ", at least " + least + " is needed");
    }
    return value;
  }

  static long atLeast(long least, long value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + ", at least " + least + " is needed");
    }
    return value;
  }

  private static String defaultCacheDirectory() {
    String base = System.getenv("XDG_CACHE_HOME");
    Path parent = base == null || base.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base);
    return parent.resolve("pvf-host").toString();
  }
}
