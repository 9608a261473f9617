package io.pvfhost.worker;

import java.util.OptionalLong;

/**
 * Watches the Java heap while one preparation runs. Used by the worker's main thread.
 *
 * <p>What is measured: bytes in use in the heap, looked at every {@value #INTERVAL_MILLIS} ms, every
 * {@value #LIMITED_INTERVAL_MILLIS} ms when there is a limit, and at the end; growth is counted from a full collection
 * (with a limit) or from the bytes in use (without) just before the job. Bytes in use include garbage, so growth beyond
 * the limit is believed only after a full collection: what is still there then is held by the job. The sum of all
 * allocations would charge a job for garbage, and the resident set depends on the heap's flags.
 *
 * <p>A peak between two looks goes unseen, unless it needs more than the whole heap: then the JVM itself runs out.
 */
final class MemoryWatch implements JobRunner.Watch {
  private static final long INTERVAL_MILLIS = 100;
  private static final long LIMITED_INTERVAL_MILLIS = 5;

  private final Runtime runtime = Runtime.getRuntime();
  private final long limit;
  private final long baseline;
  private long maxUsed;
  private long maxResidentKib;

  /** @param limit bytes by which the heap may grow; 0 or negative means no limit (spec 7.2) */
  MemoryWatch(long limit) {
    this.limit = limit;
    if (limited()) {
      runtime.gc();
    }
    this.baseline = used();
    this.maxUsed = baseline;
  }

  @Override
  public long intervalMillis() {
    return limited() ? LIMITED_INTERVAL_MILLIS : INTERVAL_MILLIS;
  }

  @Override
  public boolean overBudget() {
    sample();
    if (!limited() || used() - baseline <= limit) {
      return false;
    }
    runtime.gc();
    return used() - baseline > limit;
  }

  /** Whether a heap that is full holds more than the job may have: if not, the heap was too small for the limit. */
  boolean limitFitsHeap() {
    return limited() && runtime.maxMemory() - baseline >= limit;
  }

  /** Largest growth seen, garbage included. */
  long peakGrowth() {
    return maxUsed - baseline;
  }

  /** Most bytes in use that were seen, garbage included. */
  long maxUsed() {
    return maxUsed;
  }

  /** Largest resident set seen, in bytes; empty where the system does not tell. */
  OptionalLong maxResident() {
    return maxResidentKib == 0 ? OptionalLong.empty() : OptionalLong.of(maxResidentKib * 1024);
  }

  private boolean limited() {
    return limit > 0;
  }

  private void sample() {
    maxUsed = Math.max(maxUsed, used());
    maxResidentKib = Math.max(maxResidentKib, ProcStatus.read().residentKib().orElse(0));
  }

  private long used() {
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
