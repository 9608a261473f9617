package io.pvfhost.benchmarks.timed;

import io.pvfhost.benchmarks.workload.Arrival;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long each job of a workload really held its worker: timers fire late on a busy machine. A job that ran more than
 * once counts with its last run, one that never ran with its nominal time. May be told from any thread.
 */
public final class KeptTimes {

  private final AtomicLongArray nanos;

  /** Times of so many jobs, none of which has run. */
  public KeptTimes(int jobs) {
    nanos = new AtomicLongArray(jobs);
  }

  /** A job has run for so long. */
  public void ran(int job, long heldNanos) {
    nanos.set(job, heldNanos);
  }

  /** How long a job held its worker. */
  public long nanos(Arrival job) {
    long held = nanos.get(job.number());
    return held == 0 ? job.serviceNanos() : held;
  }
}
