package io.pvfhost.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Why a job ended as it did: a closed set, one code for each row of spec section 11, each refusal and each fault of a
 * host. The code decides the verdict. Where the spec calls an outcome "possibly invalid" and nothing proves it, the
 * verdict here is {@link Verdict#NONE}: better to abstain than to vote against a valid block.
 */
public enum ReasonCode {

  /** The job or the preparation succeeded. */
  OK(Verdict.VALID, null, RetryClass.NEVER),

  /** The validation code refused the candidate, or broke off. Spec 11: InvalidCandidate. */
  INVALID_CANDIDATE(Verdict.INVALID, FailureCode.INVALID_CANDIDATE, RetryClass.NEVER),

  /** The block data is a broken or oversized compressed blob. Spec 11: PoVDecompressionFailure. */
  POV_DECOMPRESSION_FAILURE(Verdict.INVALID, FailureCode.INVALID_CANDIDATE, RetryClass.NEVER),

  /**
   * The CPU budget is proven spent: the worker says so, or its decoded CPU time is above the budget. Spec 11:
   * JobTimedOut.
   */
  JOB_TIMED_OUT(Verdict.INVALID, FailureCode.INVALID_CANDIDATE, RetryClass.NEVER),

  /** The encoded PoV is larger than {@code maxPovSize}; no worker was asked. Spec 8.5: ParamsTooLarge. */
  PARAMS_TOO_LARGE(Verdict.INVALID, FailureCode.INVALID_CANDIDATE, RetryClass.NEVER),

  /** A worker could not instantiate an artifact known to be intact. Spec 11: RuntimeConstruction (execution). */
  RUNTIME_CONSTRUCTION(Verdict.INVALID, FailureCode.INVALID_CANDIDATE, RetryClass.RUNTIME),

  /** {@link #JOB_DIED} or {@link #JOB_ERROR} again in the one retry they are given, on a fresh worker. Spec 8.5. */
  REPEATED_JOB_FAILURE(Verdict.INVALID, FailureCode.INVALID_CANDIDATE, RetryClass.NEVER),

  /** The process of the job was killed or vanished, as its surviving worker says. Spec 11: JobDied. */
  JOB_DIED(Verdict.NONE, FailureCode.HOST_FAULT, RetryClass.DEATH),

  /** The worker could not carry the job out: panic, threads, exit status. Spec 11: JobError. */
  JOB_ERROR(Verdict.NONE, FailureCode.HOST_FAULT, RetryClass.JOB_ERROR),

  /** The wall-clock limit struck without proof of a spent CPU budget. Spec 11: host wall-clock limit (HardTimeout). */
  HARD_TIMEOUT(Verdict.NONE, FailureCode.HOST_FAULT, RetryClass.NEVER),

  /** The worker went away without an answer. Spec 11: socket EOF (CommunicationErr). */
  WORKER_DIED(Verdict.NONE, FailureCode.HOST_FAULT, RetryClass.DEATH),

  /**
   * The worker's answer is no frame or no message: too long, cut short, undecodable. Spec 11: bad frame
   * (CommunicationErr).
   */
  COMMUNICATION_ERROR(Verdict.NONE, FailureCode.HOST_FAULT, RetryClass.DEATH),

  /**
   * The request did not get through to the worker, or the worker could not read it. Spec 11: HostCommunication (both
   * rows).
   */
  HOST_COMMUNICATION(Verdict.NONE, FailureCode.HOST_FAULT, RetryClass.INTERNAL),

  /** The artifact is there but could not be linked into the worker's directory. Spec 11: CouldNotCreateLink. */
  HOST_LINK_FAILED(Verdict.NONE, FailureCode.HOST_FAULT, RetryClass.INTERNAL),

  /**
   * The worker's directory could not be made, cleared or written: gone, full, not permitted. Spec 11:
   * CouldNotClearWorkerDir.
   */
  HOST_DIR_FAILED(Verdict.NONE, FailureCode.HOST_FAULT, RetryClass.INTERNAL),

  /**
   * The worker reports trouble of its own. Spec 11: CouldNotOpenFile, CouldNotCreatePipe,
   * InternalValidationError::Kernel.
   */
  WORKER_INTERNAL(Verdict.NONE, FailureCode.HOST_FAULT, RetryClass.INTERNAL),

  /** The artifact file is not what was prepared. Spec 11: CorruptedArtifact. */
  CORRUPTED_ARTIFACT(Verdict.NONE, FailureCode.HOST_FAULT, RetryClass.RUNTIME),

  /** The artifact file is gone and preparing it anew did not help. Spec 7.4: file missing. */
  ARTIFACT_MISSING(Verdict.NONE, FailureCode.HOST_FAULT, RetryClass.RUNTIME),

  /**
   * No worker came up: program missing, not executable, exits at once, never connects. Spec 11: SpawnErr, version
   * mismatch.
   */
  SPAWN_FAILED(Verdict.NONE, FailureCode.UNAVAILABLE, RetryClass.NEVER),

  /**
   * The code cannot be prepared, deterministically: an execution abstains, a precheck votes invalid. Spec 11:
   * Prevalidation, Preparation, JobError, CouldNotDecompressCodeBlob, OutOfMemory (category D).
   */
  PREPARATION_FAILED(Verdict.NONE, FailureCode.HOST_FAULT, RetryClass.NEVER),

  /** Preparation spent its CPU budget or struck its wall-clock limit. Spec 11: TimedOut (category X). */
  PREPARATION_TIMED_OUT(Verdict.NONE, FailureCode.HOST_FAULT, RetryClass.INTERNAL),

  /**
   * Preparation failed in a way that need not happen again. Spec 11: RuntimeConstruction (prechecking), Kernel,
   * IoErr, JobDied, ClearWorkerDir, CreateTmpFile, RenameTmpFile (category X).
   */
  PREPARATION_FAULT(Verdict.NONE, FailureCode.HOST_FAULT, RetryClass.INTERNAL),

  /** The host of the attempt left the cluster or fell silent. */
  HOST_LOST(Verdict.NONE, FailureCode.HOST_FAULT, RetryClass.NEVER),

  /** Any other trouble of the host, or a failure answered without details. */
  HOST_FAULT(Verdict.NONE, FailureCode.HOST_FAULT, RetryClass.INTERNAL),

  /** The time given to the job ran out, waiting or running. Spec 11: ExecutionDeadline. */
  DEADLINE(Verdict.NONE, FailureCode.DEADLINE, RetryClass.NEVER),

  /** Refused: the queue is full. */
  OVERLOADED(Verdict.NONE, FailureCode.OVERLOADED, RetryClass.NEVER),

  /** Refused: only the code's hash was given and the code is not known here. */
  CODE_UNKNOWN(Verdict.NONE, FailureCode.CODE_UNKNOWN, RetryClass.NEVER),

  /** Refused: the request cannot be read or contradicts itself. */
  MALFORMED(Verdict.NONE, FailureCode.MALFORMED, RetryClass.NEVER),

  /** Refused: the request is above a limit of the host. */
  TOO_LARGE(Verdict.NONE, FailureCode.TOO_LARGE, RetryClass.NEVER),

  /** Refused: no worker here can do what the request asks for, such as the parameters of a V3 descriptor. */
  UNSUPPORTED(Verdict.NONE, FailureCode.UNAVAILABLE, RetryClass.NEVER),

  /** Refused: the sender is not authenticated. */
  UNAUTHENTICATED(Verdict.NONE, FailureCode.UNAUTHENTICATED, RetryClass.NEVER),

  /** Refused: the worker is no longer reserved for this job. */
  LEASE_GONE(Verdict.NONE, FailureCode.LEASE_GONE, RetryClass.NEVER),

  /** The job was withdrawn by its owner. */
  CANCELLED(Verdict.NONE, FailureCode.CANCELLED, RetryClass.NEVER),

  /** The host is stopping, or nobody serves the address. */
  UNAVAILABLE(Verdict.NONE, FailureCode.UNAVAILABLE, RetryClass.NEVER);

  private static final Map<String, ReasonCode> BY_WIRE_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ReasonCode::wireName, Function.identity()));

  private final String wireName = name().toLowerCase(Locale.ROOT);
  private final Verdict verdict;
  private final FailureCode failureCode;
  private final RetryClass retryClass;

  ReasonCode(Verdict verdict, FailureCode failureCode, RetryClass retryClass) {
    this.verdict = verdict;
    this.failureCode = failureCode;
    this.retryClass = retryClass;
  }

  /** @return the stable lower-case name, as in JSON and in the binary messages */
  public String wireName() {
    return wireName;
  }

  /** @return the verdict this reason stands for */
  public Verdict verdict() {
    return verdict;
  }

  /** @return the code of an event-bus failure for this reason; empty for {@link #OK} only */
  public Optional<FailureCode> failureCode() {
    return Optional.ofNullable(failureCode);
  }

  /** @return which budget of retries this reason draws on */
  public RetryClass retryClass() {
    return retryClass;
  }

  /** @return whether a repetition on the same host may end otherwise, for execution kinds that may retry */
  public boolean retryMayHelp() {
    return retryClass != RetryClass.NEVER;
  }

  /**
   * @param wireName a name from the wire
   * @return the code of that name, or empty when there is none
   */
  public static Optional<ReasonCode> named(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }

  /**
   * The reason behind a failure that came without one. It never stands for a verdict: a bare
   * {@link FailureCode#INVALID_CANDIDATE} without a decoded answer proves nothing and becomes {@link #HOST_FAULT}.
   *
   * @param code the code of the failure
   * @return the reason of the same name, where there is one without a verdict
   */
  public static ReasonCode of(FailureCode code) {
    return switch (Objects.requireNonNull(code, "code")) {
      case MALFORMED -> MALFORMED;
      case UNAUTHENTICATED -> UNAUTHENTICATED;
      case CODE_UNKNOWN -> CODE_UNKNOWN;
      case DEADLINE -> DEADLINE;
      case LEASE_GONE -> LEASE_GONE;
      case TOO_LARGE -> TOO_LARGE;
      case OVERLOADED -> OVERLOADED;
      case CANCELLED -> CANCELLED;
      case UNAVAILABLE -> UNAVAILABLE;
      case INVALID_CANDIDATE, HOST_FAULT -> HOST_FAULT;
    };
  }
}
