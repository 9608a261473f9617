package io.pvfhost.benchmarks.sim;

import java.util.SplittableRandom;

/** Carries messages between the nodes of a simulation, and counts them by kind. */
final class SimNetwork {

  private final SimClock clock;
  private final Network network;
  private final SplittableRandom random;
  /** When the last message of each pair of nodes arrives. */
  private final long[][] arrivals;
  private final long[] sent = new long[Traffic.values().length];

  SimNetwork(SimClock clock, Network network, long seed, int nodes) {
    this.clock = clock;
    this.network = network;
    this.random = new SplittableRandom(seed);
    this.arrivals = new long[nodes][nodes];
  }

  /** Carries a message; one to the own process goes by reference and is not counted. */
  void send(SimNode from, SimNode to, Traffic kind, Runnable delivery) {
    if (!from.alive()) {
      return;
    }
    if (from == to) {
      clock.at(clock.now(), () -> deliver(to, delivery));
      return;
    }
    sent[kind.ordinal()]++;
    if (random.nextDouble() < network.loss()) {
      return;
    }
    double more = -Math.log1p(-random.nextDouble()) * network.meanMore().toNanos();
    long[] fromHere = arrivals[from.index()];
    long arrival = Math.max(fromHere[to.index()], clock.now() + network.least().toNanos() + (long) more);
    fromHere[to.index()] = arrival;
    clock.at(arrival, () -> deliver(to, delivery));
  }

  private static void deliver(SimNode to, Runnable delivery) {
    if (to.alive()) {
      delivery.run();
    }
  }

  /** Messages of a kind so far. */
  long sent(Traffic kind) {
    return sent[kind.ordinal()];
  }
}
