package io.pvfhost.wire;

import java.time.Duration;
import java.util.Objects;

/**
 * The answer of an execute worker to a job that ended in order (protocol description, section 3.6).
 *
 * @param jobResponse what the job found out
 * @param cpuTime CPU time of the job, user and system, not negative
 * @param povSize bytes of the decompressed block data, an unsigned 32-bit number
 */
public record WorkerResponse(JobResponse jobResponse, Duration cpuTime, long povSize) {

  /** Checks the arguments. */
  public WorkerResponse {
    Objects.requireNonNull(jobResponse, "jobResponse");
    Checks.notNegative(cpuTime, "cpuTime");
    Checks.u32(povSize, "povSize");
  }
}
