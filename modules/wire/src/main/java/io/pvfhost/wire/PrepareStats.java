package io.pvfhost.wire;

import java.time.Duration;
import java.util.Objects;

/**
 * What a preparation took (protocol description, section 3.7).
 *
 * @param cpuTime CPU time of the job, user and system, not negative
 * @param memory memory of the job
 * @param observedCodeLength bytes of the decompressed code, an unsigned 32-bit number
 */
public record PrepareStats(Duration cpuTime, MemoryStats memory, long observedCodeLength) {

  /** Checks the arguments. */
  public PrepareStats {
    Checks.notNegative(cpuTime, "cpuTime");
    Objects.requireNonNull(memory, "memory");
    Checks.u32(observedCodeLength, "observedCodeLength");
  }
}
