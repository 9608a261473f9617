package io.pvfhost.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Jobs in order of arrival: Poisson arrivals, exponential service times.
 *
 * @param shape what it is like
 * @param seed what it follows from
 * @param arrivals the jobs
 */
public record Workload(Shape shape, long seed, List<Arrival> arrivals) {

  private static final long NANOS_PER_MILLI = 1_000_000;

  public Workload {
    arrivals = List.copyOf(arrivals);
  }

  /** The jobs that follow from a shape and a seed. */
  public static Workload of(Shape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double meanGap = shape.meanService().toNanos() / (shape.load() * shape.totalWorkers());
    List<Arrival> arrivals = new ArrayList<>();
    double now = exponential(random, meanGap);
    long end = shape.warmUp().plus(shape.duration()).toNanos();
    while (now < end) {
      long service = Math.min(shape.longestService().toNanos(),
          (long) exponential(random, shape.meanService().toNanos()));
      arrivals.add(new Arrival(arrivals.size(), random.nextInt(shape.requesters()), (long) now, wholeMillis(service),
          random.nextInt(shape.codes())));
      now += exponential(random, meanGap);
    }
    return new Workload(shape, seed, arrivals);
  }

  /** Number of the first job that counts. */
  public int firstCounted() {
    return (int) arrivals.stream().takeWhile(job -> job.nanos() < shape.warmUp().toNanos()).count();
  }

  private static double exponential(SplittableRandom random, double mean) {
    return -Math.log1p(-random.nextDouble()) * mean;
  }

  /** Whole milliseconds, at least one: what any timer can do, so that no scheme has other service times. */
  private static long wholeMillis(long nanos) {
    return Math.max(1, Math.round((double) nanos / NANOS_PER_MILLI)) * NANOS_PER_MILLI;
  }
}
