package io.pvfhost.wire;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Memory of a preparation (protocol description, section 3.7). Byte counts are unsigned 64-bit numbers on the wire and
 * are passed through bit by bit.
 *
 * @param tracker maxima of the allocator statistics, where the worker has them
 * @param maxRssKib largest resident set in KiB, where the worker knows it
 * @param peakTrackedAlloc most bytes allocated at one time
 */
public record MemoryStats(Optional<Tracker> tracker, OptionalLong maxRssKib, long peakTrackedAlloc) {

  /** Checks the arguments. */
  public MemoryStats {
    Objects.requireNonNull(tracker, "tracker");
    Objects.requireNonNull(maxRssKib, "maxRssKib");
  }

  /**
   * Maxima of the allocator statistics.
   *
   * @param resident bytes resident
   * @param allocated bytes allocated
   */
  public record Tracker(long resident, long allocated) {
  }
}
