package io.pvfhost.benchmarks.sim;

import io.pvfhost.benchmarks.workload.Shape;

import java.time.Duration;

/**
 * What is simulated. Hosts only run jobs, requesters only ask for them, so that every job crosses the network.
 *
 * @param shape the jobs, and the workers of each host
 * @param network between all nodes
 * @param kills hosts that die one after the other, at equal distances in the time that counts
 * @param detection time after which the others are told by the cluster manager
 * @param deadline of each job
 */
public record Scenario(Shape shape, Network network, int kills, Duration detection, Duration deadline) {

  /** The membership event after the end of a process took about this long when it was measured. */
  public static final Duration DETECTION = Duration.ofMillis(450);

  public Scenario {
    if (kills < 0 || kills >= shape.workers().size()) {
      throw new IllegalArgumentException("kills: " + kills + ", at least one host of " + shape.workers().size()
          + " must live");
    }
  }
}
