package io.pvfhost.tests.node.campaign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What can be done to a cluster; each is undone before the next one, so that there are hosts to go to. */
enum Fault {

  /** One node is killed and started again under its name. */
  KILL(1) {
    @Override
    void strike(ProcessCluster cluster, List<String> victims, Pause pause) throws IOException, InterruptedException {
      killAndRestart(cluster, victims, pause);
    }
  },

  /** Two nodes are killed at the same moment. */
  KILL_TWO(2) {
    @Override
    void strike(ProcessCluster cluster, List<String> victims, Pause pause) throws IOException, InterruptedException {
      killAndRestart(cluster, victims, pause);
    }
  },

  /** A node is killed and is back before the others can have missed it. */
  RESTART_AT_ONCE(1) {
    @Override
    void strike(ProcessCluster cluster, List<String> victims, Pause pause) throws IOException, InterruptedException {
      killAndRestart(cluster, victims, () -> { });
    }
  },

  /** A node stands still for a while, its sockets open. */
  FREEZE(1) {
    @Override
    void strike(ProcessCluster cluster, List<String> victims, Pause pause) throws IOException, InterruptedException {
      NodeProcess victim = cluster.node(victims.get(0));
      victim.freeze();
      try {
        pause.hold();
      } finally {
        victim.resume();
      }
    }
  },

  /** A node is told to end while it has jobs. */
  DRAIN(1) {
    @Override
    void strike(ProcessCluster cluster, List<String> victims, Pause pause) throws IOException, InterruptedException {
      String victim = victims.get(0);
      cluster.node(victim).drain();
      pause.hold();
      cluster.start(victims);
    }
  },

  /** Two nodes do not hear each other; all others hear both. */
  CUT(2) {
    @Override
    void strike(ProcessCluster cluster, List<String> victims, Pause pause) throws InterruptedException {
      cluster.links().cut(victims.get(0), victims.get(1));
      pause.hold();
      cluster.links().mend(victims.get(0), victims.get(1));
    }
  },

  /** One node hears nobody, and nobody hears it. */
  ISOLATE(1) {
    @Override
    void strike(ProcessCluster cluster, List<String> victims, Pause pause) throws InterruptedException {
      String victim = victims.get(0);
      List<String> others = new ArrayList<>(cluster.names());
      others.remove(victim);
      // Requesters that run beside the nodes belong to no node: their links are those of the empty name.
      others.add("");
      others.forEach(other -> cluster.links().cut(victim, other));
      pause.hold();
      others.forEach(other -> cluster.links().mend(victim, other));
    }
  };

  private final int victims;

  Fault(int victims) {
    this.victims = victims;
  }

  /** Nodes that it is done to. */
  int victims() {
    return victims;
  }

  /** How long a fault lasts. */
  @FunctionalInterface
  interface Pause {
    void hold() throws InterruptedException;
  }

  /** Does it to so many nodes, and undoes it. */
  abstract void strike(ProcessCluster cluster, List<String> victims, Pause pause)
      throws IOException, InterruptedException;

  private static void killAndRestart(ProcessCluster cluster, List<String> victims, Pause pause)
      throws IOException, InterruptedException {
    for (String victim : victims) {
      cluster.node(victim).kill();
    }
    pause.hold();
    cluster.start(victims);
  }
}
