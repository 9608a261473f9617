package io.pvfhost.benchmarks.workload;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * What became of each job of a workload. The answer to a job may be told by any thread; the figures are asked for when
 * all have been told.
 */
public final class Outcomes {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final int first;
  private final AtomicIntegerArray answers;
  private final AtomicIntegerArray wrong;
  private final AtomicLongArray nanos;
  private long[] sorted;

  /** Outcomes of the jobs of a workload, none answered yet. */
  public Outcomes(Workload workload) {
    int jobs = workload.arrivals().size();
    first = workload.firstCounted();
    answers = new AtomicIntegerArray(jobs);
    wrong = new AtomicIntegerArray(jobs);
    nanos = new AtomicLongArray(jobs);
  }

  /** Tells that a job was answered, so long after its arrival. */
  public void answered(Arrival job, long answer, long latencyNanos) {
    answers.incrementAndGet(job.number());
    if (answer != job.answer()) {
      wrong.incrementAndGet(job.number());
    }
    nanos.set(job.number(), latencyNanos);
  }

  /** Jobs that count, all the figures being those of these. */
  public int jobs() {
    return answers.length() - first;
  }

  /** Jobs that were never answered. */
  public int lost() {
    return (int) counted().filter(i -> answers.get(i) == 0).count();
  }

  /** Jobs with an answer that is not theirs. */
  public int wrong() {
    return (int) counted().filter(i -> wrong.get(i) > 0).count();
  }

  /** Jobs that were answered more than once. */
  public int twice() {
    return (int) counted().filter(i -> answers.get(i) > 1).count();
  }

  private IntStream counted() {
    return IntStream.range(first, answers.length());
  }

  /** The least time that is not exceeded by so many percent of the answered jobs, in milliseconds; 0 without any. */
  public double millis(double percent) {
    long[] all = sortedNanos();
    if (all.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(percent / 100 * all.length);
    return (double) all[Math.max(0, rank - 1)] / NANOS_PER_MILLI;
  }

  private long[] sortedNanos() {
    if (sorted == null) {
      sorted = counted().filter(i -> answers.get(i) > 0).mapToLong(nanos::get).sorted().toArray();
    }
    return sorted;
  }
}
