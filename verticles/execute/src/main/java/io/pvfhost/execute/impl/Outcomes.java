package io.pvfhost.execute.impl;

import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.host.ExecuteOutcome;
import io.pvfhost.wire.InternalValidationError;
import io.pvfhost.wire.JobResponse;
import io.pvfhost.wire.WorkerError;

import java.time.Duration;

/** What the outcome of a job means for its candidate (protocol, sections 8.4 and 11). */
final class Outcomes {

  private Outcomes() {
  }

  /**
   * The reason that an outcome stands for.
   *
   * @param budget the CPU time limit of the job
   */
  static Reason reason(ExecuteOutcome outcome, Duration budget) {
    if (outcome instanceof ExecuteOutcome.Replied replied) {
      return replied(replied.response().jobResponse());
    }
    if (outcome instanceof ExecuteOutcome.TimedOut timedOut) {
      return new Reason(ReasonCode.JOB_TIMED_OUT, "the CPU budget of " + budget.toMillis() + " ms is spent"
          + timedOut.cpuTime().map(cpu -> ", " + cpu.toMillis() + " ms were used").orElse(""));
    }
    if (outcome instanceof ExecuteOutcome.HardTimeout hard) {
      return hardTimeout(hard);
    }
    if (outcome instanceof ExecuteOutcome.Reported reported) {
      return reported(reported.error());
    }
    return hostFault(outcome);
  }

  private static Reason replied(JobResponse response) {
    if (response instanceof JobResponse.Ok) {
      return Reason.OK;
    }
    if (response instanceof JobResponse.InvalidCandidate invalid) {
      return new Reason(ReasonCode.INVALID_CANDIDATE, invalid.text());
    }
    if (response instanceof JobResponse.RuntimeConstruction construction) {
      return new Reason(ReasonCode.RUNTIME_CONSTRUCTION, construction.text());
    }
    if (response instanceof JobResponse.PoVDecompressionFailure) {
      return new Reason(ReasonCode.POV_DECOMPRESSION_FAILURE, "the block data cannot be decompressed");
    }
    return new Reason(ReasonCode.CORRUPTED_ARTIFACT, "the worker found that the artifact's checksum is wrong");
  }

  /**
   * Proves nothing: a stopped or starved worker spends wall time too, and the CPU time of its process includes what
   * the JVM does for itself. Both are evidence for people.
   */
  private static Reason hardTimeout(ExecuteOutcome.HardTimeout hard) {
    return new Reason(ReasonCode.HARD_TIMEOUT, "no answer within " + hard.limit().toMillis() + " ms, "
        + hard.cpuTime().map(spent -> spent.toMillis() + " ms of CPU time used").orElse("CPU time unknown"));
  }

  private static Reason reported(WorkerError error) {
    if (error instanceof WorkerError.JobDied died) {
      return new Reason(ReasonCode.JOB_DIED, died.error() + " (job process " + died.jobPid() + ")");
    }
    if (error instanceof WorkerError.JobFailed failed) {
      return new Reason(ReasonCode.JOB_ERROR, Texts.of((Record) failed.error()));
    }
    if (error instanceof WorkerError.Internal internal) {
      boolean communication = internal.error() instanceof InternalValidationError.HostCommunication;
      return new Reason(communication ? ReasonCode.HOST_COMMUNICATION : ReasonCode.WORKER_INTERNAL,
          Texts.of((Record) internal.error()));
    }
    throw new IllegalArgumentException("a timeout is an outcome of its own: " + error);
  }

  private static Reason hostFault(ExecuteOutcome outcome) {
    if (outcome instanceof ExecuteOutcome.Died died) {
      return new Reason(ReasonCode.WORKER_DIED, died.text());
    }
    if (outcome instanceof ExecuteOutcome.Garbled garbled) {
      return new Reason(ReasonCode.COMMUNICATION_ERROR, garbled.text());
    }
    if (outcome instanceof ExecuteOutcome.NotSent notSent) {
      return new Reason(ReasonCode.HOST_COMMUNICATION, notSent.text());
    }
    if (outcome instanceof ExecuteOutcome.ArtifactMissing missing) {
      return new Reason(ReasonCode.ARTIFACT_MISSING, missing.text());
    }
    if (outcome instanceof ExecuteOutcome.ArtifactChanged changed) {
      return new Reason(ReasonCode.CORRUPTED_ARTIFACT, changed.text());
    }
    return new Reason(ReasonCode.HOST_LINK_FAILED, ((ExecuteOutcome.LinkFailed) outcome).text());
  }
}
