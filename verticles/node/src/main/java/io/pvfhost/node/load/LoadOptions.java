package io.pvfhost.node.load;

import java.time.Duration;

/**
 * How a load runs.
 *
 * @param jobs number of jobs, 1 to {@link #MAX_JOBS}
 * @param concurrency jobs in flight, 1 to {@link #MAX_CONCURRENCY}
 * @param seed what the jobs are made from
 * @param deadline time for each job from its first sending to its answer, refusals in between included
 * @param margin time after the deadline in which an answer is still waited for, that of a client that gives up included
 */
public record LoadOptions(int jobs, int concurrency, long seed, Duration deadline, Duration margin) {

  /** Most jobs of one load. */
  public static final int MAX_JOBS = 1_000_000;

  /** Most jobs in flight: what one requester may have outstanding. */
  public static final int MAX_CONCURRENCY = 4096;

  /** Default time for a job = 1 minute. */
  public static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(1);

  /** Default time after the deadline = 5 seconds, more than a client waits beyond a job's deadline. */
  public static final Duration DEFAULT_MARGIN = Duration.ofSeconds(5);

  public LoadOptions {
    inRange("jobs", jobs, MAX_JOBS);
    inRange("concurrency", concurrency, MAX_CONCURRENCY);
    if (deadline.toMillis() < 1 || margin.isNegative()) {
      throw new IllegalArgumentException("deadline and margin: " + deadline + ", " + margin);
    }
  }

  private static void inRange(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + ": " + value + " is not in 1 to " + most);
    }
  }
}
