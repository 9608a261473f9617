package io.pvfhost.benchmarks.workload;

import java.time.Duration;
import java.util.List;

/**
 * What a workload is like.
 *
 * @param workers workers of each host; zero for a node that only asks
 * @param requesters nodes that ask, the first ones of the list
 * @param load offered work over capacity
 * @param warmUp time at the start whose jobs are run but not counted
 * @param duration time after it in which jobs arrive
 * @param meanService mean of the exponential service time
 * @param longestService where it is cut
 * @param codes different validation codes, each as likely as any
 */
public record Shape(List<Integer> workers, int requesters, double load, Duration warmUp, Duration duration,
    Duration meanService, Duration longestService, int codes) {

  /** Mean service time of the measurements in this project. */
  public static final Duration MEAN_SERVICE = Duration.ofMillis(40);
  /** Longest service time of the measurements in this project. */
  public static final Duration LONGEST_SERVICE = Duration.ofSeconds(1);

  public Shape {
    workers = List.copyOf(workers);
    if (workers.stream().mapToInt(Integer::intValue).sum() < 1) {
      throw new IllegalArgumentException("no workers");
    }
    if (requesters < 1 || load <= 0 || warmUp.isNegative() || duration.isNegative() || duration.isZero()
        || codes < 1) {
      throw new IllegalArgumentException("requesters, load, duration and codes are positive");
    }
  }

  /** All workers together. */
  public int totalWorkers() {
    return workers.stream().mapToInt(Integer::intValue).sum();
  }
}
