package io.pvfhost.api;

import io.pvfhost.api.impl.RequestJson;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * One candidate to validate. Immutable; blobs are shared, not copied.
 *
 * <pre>{@code
 * ExecuteRequest request = ExecuteRequest.builder(code, validationData, pov)
 *     .kind(ExecutionKind.APPROVAL)
 *     .deadline(Duration.ofSeconds(30))
 *     .build();
 * }</pre>
 */
public final class ExecuteRequest {

  private final String jobId;
  private final ValidationCode code;
  private final PersistedValidationData validationData;
  private final PoV pov;
  private final ExecutionKind kind;
  private final Optional<Duration> deadline;
  private final Optional<Duration> executionTimeout;
  private final ExecutorParams executorParams;
  private final Optional<Hash> relayParent;
  private final Optional<Hash> schedulingParent;
  private final CandidateDescriptorVersion descriptorVersion;
  private final Optional<String> host;
  private final Optional<String> rules;

  private ExecuteRequest(Builder from) {
    this.jobId = from.jobId == null ? UUID.randomUUID().toString() : from.jobId;
    this.code = from.code;
    this.validationData = from.validationData;
    this.pov = from.pov;
    this.kind = from.kind;
    this.deadline = from.deadline;
    this.executionTimeout = from.executionTimeout;
    this.executorParams = from.executorParams;
    this.relayParent = from.relayParent;
    this.schedulingParent = from.schedulingParent;
    this.descriptorVersion = from.descriptorVersion;
    this.host = from.host;
    this.rules = from.rules;
  }

  /**
   * @param code the validation code
   * @param validationData parent head, relay parent number and storage root, largest PoV
   * @param pov the proof of validity
   * @return a builder with the defaults: a random job id, {@link ExecutionKind#BACKING}, no deadline, the CPU budget
   *     of the executor params, no params, no parents, descriptor version V1, any host, the rules of the host
   */
  public static Builder builder(ValidationCode code, PersistedValidationData validationData, PoV pov) {
    return new Builder(code, validationData, pov);
  }

  /**
   * Reads a request from JSON. Bytes are strings, either hex after {@code 0x} or base64 after {@code base64:}.
   *
   * <pre>
   * code | codeHash         the code, or only its hash; required, and equal when both are given
   * parentHead, blockData   required; block data plain or as a zstd blob
   * relayParentNumber       u32, default 0
   * relayParentStorageRoot  32 bytes, default zero
   * maxPovSize              u32, default 10 MiB
   * executorParams          SCALE, default empty
   * kind                    backing (default), backing_system_paras, approval, dispute
   * deadlineMillis          time for the whole job; default that of the client
   * timeoutMillis           CPU budget; default that of kind and executor params
   * relayParent, schedulingParent, descriptorVersion (v1 (default), v2, v3, unknown-N), jobId
   * host                    the only host that may run the job; default any
   * </pre>
   *
   * @param json the fields; one that is not known is an error
   * @return the request
   * @throws PvfException {@link FailureCode#MALFORMED} or {@link FailureCode#TOO_LARGE}, naming the field
   */
  public static ExecuteRequest fromJson(JsonObject json) {
    return RequestJson.readExecute(json);
  }

  /** @return the JSON {@link #fromJson} reads, bytes as hex */
  public JsonObject toJson() {
    return RequestJson.write(this);
  }

  /** @return a builder that starts from this request, job id included */
  public Builder toBuilder() {
    return toBuilder(code, pov);
  }

  /**
   * @param code the same code in another form: with the blob, or the hash only
   * @param pov block data to put in place of this request's
   * @return a builder that starts from this request otherwise, job id included
   */
  public Builder toBuilder(ValidationCode code, PoV pov) {
    return new Builder(code, validationData, pov).jobId(jobId).kind(kind).deadline(deadline)
        .executionTimeout(executionTimeout).executorParams(executorParams).relayParent(relayParent)
        .schedulingParent(schedulingParent).descriptorVersion(descriptorVersion).host(host).rules(rules);
  }

  /** @return identifies the job in replies and logs; a UUID unless the sender chose otherwise */
  public String jobId() {
    return jobId;
  }

  /** @return the validation code */
  public ValidationCode code() {
    return code;
  }

  /** @return parent head, relay parent number and storage root, largest PoV */
  public PersistedValidationData pvd() {
    return validationData;
  }

  /** @return the proof of validity */
  public PoV pov() {
    return pov;
  }

  /** @return what the execution is for */
  public ExecutionKind kind() {
    return kind;
  }

  /**
   * @return time left for the whole job when the request was sent, queueing and preparation included; empty: the
   * host's default
   */
  public Optional<Duration> deadline() {
    return deadline;
  }

  /** @return CPU budget in place of that of the kind */
  public Optional<Duration> executionTimeout() {
    return executionTimeout;
  }

  /** @return the executor params of the candidate's session */
  public ExecutorParams executorParams() {
    return executorParams;
  }

  /** @return relay parent of the candidate's descriptor */
  public Optional<Hash> relayParent() {
    return relayParent;
  }

  /**
   * @return scheduling parent of a V3 descriptor, as given; where absent the relay parent stands in for it (spec 3.4)
   */
  public Optional<Hash> schedulingParent() {
    return schedulingParent;
  }

  /** @return version of the candidate's descriptor; only V3 changes what the validation code is given */
  public CandidateDescriptorVersion descriptorVersion() {
    return descriptorVersion;
  }

  /**
   * @return name of the only host that may run the job, {@link FailureCode#UNAVAILABLE} where it is not known; empty:
   * any host
   */
  public Optional<String> host() {
    return host;
  }

  /**
   * @return label of the rule set by which the job must be judged, {@link FailureCode#UNAVAILABLE} where the host has
   * another one; empty: that of the node that takes the job
   */
  public Optional<String> rules() {
    return rules;
  }

  /** @return the CPU budget of one attempt: the timeout given, or that of the executor params for this kind */
  public Duration cpuBudget() {
    return executionTimeout.orElseGet(() -> executorParams.execTimeout(kind.execKind()));
  }

  /** @return size of the SCALE-encoded PoV in bytes, the size the chain limits */
  public long encodedPovSize() {
    return encodedPovSize(pov.blockData().length());
  }

  /**
   * @param blockData size of block data in bytes
   * @return size of the SCALE-encoded PoV that consists of it
   */
  public static long encodedPovSize(int blockData) {
    int prefix = blockData < 1 << 6 ? 1 : blockData < 1 << 14 ? 2 : blockData < 1 << 30 ? 4 : 5;
    return (long) prefix + blockData;
  }

  /** @return whether the PoV is above the chain's limit: the candidate is invalid without asking a worker (spec 8.5) */
  public boolean exceedsMaxPovSize() {
    return encodedPovSize() > validationData.maxPovSize();
  }

  /**
   * Checks what can be checked without doing the job. A PoV above {@code maxPovSize} passes: that is a verdict, not a
   * refusal.
   *
   * @throws PvfException {@link FailureCode#TOO_LARGE} naming the field, its size and the limit, or
   *     {@link FailureCode#MALFORMED} when a V3 descriptor comes without its parents
   */
  public void validate() {
    code.validate();
    validateSize("parent head", validationData.parentHead().length(), PvfLimits.MAX_HEAD_BYTES);
    validateSize("block data", pov.blockData().length(), PvfLimits.MAX_BLOCK_DATA_BYTES);
    validateParams(executorParams);
    boolean extended = descriptorVersion.equals(CandidateDescriptorVersion.V3);
    if (extended && (relayParent.isEmpty() || schedulingParent.isEmpty())) {
      throw new PvfException(FailureCode.MALFORMED, "descriptor version V3 needs relay parent and scheduling parent");
    }
  }

  static void validateParams(ExecutorParams params) {
    if (params.params().size() > PvfLimits.MAX_EXECUTOR_PARAMS) {
      throw new PvfException(FailureCode.TOO_LARGE, "executor params: " + params.params().size() + " of them, limit "
          + PvfLimits.MAX_EXECUTOR_PARAMS);
    }
  }

  private static void validateSize(String what, int size, int limit) {
    if (size > limit) {
      throw new PvfException(FailureCode.TOO_LARGE, what + ": " + size + " bytes, limit " + limit);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExecuteRequest that && jobId.equals(that.jobId) && code.equals(that.code)
        && code.blob().equals(that.code.blob()) && validationData.equals(that.validationData) && pov.equals(that.pov)
        && kind == that.kind && deadline.equals(that.deadline) && executionTimeout.equals(that.executionTimeout)
        && executorParams.equals(that.executorParams) && relayParent.equals(that.relayParent)
        && schedulingParent.equals(that.schedulingParent) && descriptorVersion.equals(that.descriptorVersion)
        && host.equals(that.host) && rules.equals(that.rules);
  }

  @Override
  public int hashCode() {
    return Objects.hash(jobId, code.hash(), kind);
  }

  @Override
  public String toString() {
    return "ExecuteRequest[" + jobId + ", " + kind.wireName() + ", " + code + ", block data "
        + pov.blockData().length() + " bytes]";
  }

  /**
   * Builds requests. Setters throw {@link IllegalArgumentException} naming the argument; not for use by several
   * threads.
   */
  public static final class Builder {

    private final ValidationCode code;
    private final PersistedValidationData validationData;
    private final PoV pov;
    private String jobId;
    private ExecutionKind kind = ExecutionKind.BACKING;
    private Optional<Duration> deadline = Optional.empty();
    private Optional<Duration> executionTimeout = Optional.empty();
    private ExecutorParams executorParams = ExecutorParams.EMPTY;
    private Optional<Hash> relayParent = Optional.empty();
    private Optional<Hash> schedulingParent = Optional.empty();
    private CandidateDescriptorVersion descriptorVersion = CandidateDescriptorVersion.V1;
    private Optional<String> host = Optional.empty();
    private Optional<String> rules = Optional.empty();

    private Builder(ValidationCode code, PersistedValidationData validationData, PoV pov) {
      this.code = Objects.requireNonNull(code, "code");
      this.validationData = Objects.requireNonNull(validationData, "validationData");
      this.pov = Objects.requireNonNull(pov, "pov");
    }

    /**
     * @param id 1 to {@link PvfLimits#MAX_NAME_CHARS} characters of printable ASCII without blanks; should be unique
     */
    public Builder jobId(String id) {
      this.jobId = Checks.name(id, "jobId");
      return this;
    }

    /** @param kind what the execution is for */
    public Builder kind(ExecutionKind kind) {
      this.kind = Objects.requireNonNull(kind, "kind");
      return this;
    }

    /** @param timeLeft time left for the whole job, at most {@link PvfLimits#MAX_TIME} */
    public Builder deadline(Duration timeLeft) {
      return deadline(Optional.of(timeLeft));
    }

    /** @param timeLeft time left for the whole job; empty: the host's default */
    public Builder deadline(Optional<Duration> timeLeft) {
      this.deadline = Checks.given(timeLeft, "deadline");
      return this;
    }

    /** @param cpuBudget CPU budget in place of that of the kind, at most {@link PvfLimits#MAX_TIME} */
    public Builder executionTimeout(Duration cpuBudget) {
      return executionTimeout(Optional.of(cpuBudget));
    }

    /** @param cpuBudget CPU budget in place of that of the kind; empty: that of the kind */
    public Builder executionTimeout(Optional<Duration> cpuBudget) {
      this.executionTimeout = Checks.given(cpuBudget, "executionTimeout");
      return this;
    }

    /** @param params executor params of the candidate's session */
    public Builder executorParams(ExecutorParams params) {
      this.executorParams = Objects.requireNonNull(params, "executorParams");
      return this;
    }

    /** @param hash relay parent of the candidate's descriptor */
    public Builder relayParent(Optional<Hash> hash) {
      this.relayParent = Objects.requireNonNull(hash, "relayParent");
      return this;
    }

    /** @param hash scheduling parent of a V3 descriptor */
    public Builder schedulingParent(Optional<Hash> hash) {
      this.schedulingParent = Objects.requireNonNull(hash, "schedulingParent");
      return this;
    }

    /** @param version version of the candidate's descriptor */
    public Builder descriptorVersion(CandidateDescriptorVersion version) {
      this.descriptorVersion = Objects.requireNonNull(version, "descriptorVersion");
      return this;
    }

    /** @param name name of the only host that may run the job */
    public Builder host(String name) {
      return host(Optional.of(name));
    }

    /** @param name name of the only host that may run the job; empty: any */
    public Builder host(Optional<String> name) {
      name.ifPresent(given -> Checks.name(given, "host"));
      this.host = name;
      return this;
    }

    /** @param label label of the rule set by which the job must be judged, such as {@code 2603} */
    public Builder rules(String label) {
      return rules(Optional.of(label));
    }

    /** @param label label of the rule set by which the job must be judged; empty: that of the node that takes it */
    public Builder rules(Optional<String> label) {
      label.ifPresent(given -> Checks.name(given, "rules"));
      this.rules = label;
      return this;
    }

    /** @return the request */
    public ExecuteRequest build() {
      return new ExecuteRequest(this);
    }
  }
}
