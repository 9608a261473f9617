package io.pvfhost.host;

import java.time.Duration;
import java.util.Objects;

/**
 * Bounds of a {@link WorkerPool}.
 *
 * @param maxWorkers jobs that run at the same time, at least 1
 * @param spares workers kept started beyond the busy ones, so that a killed worker is replaced at once; 0 or more
 * @param maxQueue jobs that may wait for a worker, at least 0
 * @param maxJobsPerWorker jobs after which a worker is replaced, at least 1
 * @param maxWorkerAge time after which a worker is replaced when it has no job
 * @param idleTime how long a worker beyond the spares may be idle
 * @param minBackOff pause after a first failed start; doubles with each further one
 * @param maxBackOff longest pause between failed starts
 * @param spawnAttempts failed starts in a row after which waiting jobs are refused, at least 1; a worker that dies
 * before its first job counts as one
 */
public record PoolOptions(int maxWorkers, int spares, int maxQueue, int maxJobsPerWorker,
    Duration maxWorkerAge, Duration idleTime, Duration minBackOff, Duration maxBackOff, int spawnAttempts) {

  /** Checks the ranges. */
  public PoolOptions {
    atLeast(1, maxWorkers, "maxWorkers");
    atLeast(0, spares, "spares");
    atLeast(0, maxQueue, "maxQueue");
    atLeast(1, maxJobsPerWorker, "maxJobsPerWorker");
    atLeast(1, spawnAttempts, "spawnAttempts");
    positive(maxWorkerAge, "maxWorkerAge");
    positive(idleTime, "idleTime");
    positive(minBackOff, "minBackOff");
    positive(maxBackOff, "maxBackOff");
  }

  private static void atLeast(int least, int value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + ", at least " + least + " is needed");
    }
  }

  private static void positive(Duration value, String name) {
    Objects.requireNonNull(value, name);
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " is " + value + ", which is not positive");
    }
  }
}
