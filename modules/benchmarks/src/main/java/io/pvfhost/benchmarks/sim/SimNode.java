package io.pvfhost.benchmarks.sim;

import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.cluster.Timers;

import java.util.UUID;

/** A process of the simulated cluster. */
final class SimNode {

  private final int index;
  private final NodeIdentity identity;
  private final Timers timers;
  private boolean alive = true;

  SimNode(int index, String name, SimClock clock) {
    this.index = index;
    this.identity = new NodeIdentity(new UUID(0, index), name, 0);
    this.timers = clock.timers(this::alive);
  }

  /** Position among all nodes, and what its id is made of. */
  int index() {
    return index;
  }

  static int index(UUID id) {
    return (int) id.getLeastSignificantBits();
  }

  NodeIdentity identity() {
    return identity;
  }

  Timers timers() {
    return timers;
  }

  boolean alive() {
    return alive;
  }

  /** Ends the process without a word. */
  void kill() {
    alive = false;
  }
}
