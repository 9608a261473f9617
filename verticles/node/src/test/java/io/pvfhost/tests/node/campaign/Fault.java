package io.pvfhost.tests.node.campaign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What can be done to a cluster; each is undone before the next one, so that there are hosts to go to. */
enum Fault {

  /** One node is killed and started again under its name. */
  KILL {
    @Override
    void strike(ProcessCluster cluster, Random random, Pause pause) throws IOException, InterruptedException {
      killAndRestart(cluster, victims(cluster, random, 1), pause);
    }
  },

  /** Two nodes are killed at the same moment. */
  KILL_TWO {
    @Override
    void strike(ProcessCluster cluster, Random random, Pause pause) throws IOException, InterruptedException {
      killAndRestart(cluster, victims(cluster, random, 2), pause);
    }
  },

  /** A node is killed and is back before the others can have missed it. */
  RESTART_AT_ONCE {
    @Override
    void strike(ProcessCluster cluster, Random random, Pause pause) throws IOException, InterruptedException {
      killAndRestart(cluster, victims(cluster, random, 1), () -> { });
    }
  },

  /** A node stands still for a while, its sockets open. */
  FREEZE {
    @Override
    void strike(ProcessCluster cluster, Random random, Pause pause) throws IOException, InterruptedException {
      NodeProcess victim = cluster.node(victims(cluster, random, 1).get(0));
      victim.freeze();
      try {
        pause.hold();
      } finally {
        victim.resume();
      }
    }
  },

  /** A node is told to end while it has jobs. */
  DRAIN {
    @Override
    void strike(ProcessCluster cluster, Random random, Pause pause) throws IOException, InterruptedException {
      String victim = victims(cluster, random, 1).get(0);
      cluster.node(victim).drain();
      pause.hold();
      cluster.start(victim);
    }
  },

  /** Two nodes do not hear each other; all others hear both. */
  CUT {
    @Override
    void strike(ProcessCluster cluster, Random random, Pause pause) throws InterruptedException {
      List<String> victims = victims(cluster, random, 2);
      cluster.links().cut(victims.get(0), victims.get(1));
      pause.hold();
      cluster.links().mend(victims.get(0), victims.get(1));
    }
  },

  /** One node hears nobody, and nobody hears it. */
  ISOLATE {
    @Override
    void strike(ProcessCluster cluster, Random random, Pause pause) throws InterruptedException {
      String victim = victims(cluster, random, 1).get(0);
      List<String> others = new ArrayList<>(cluster.names());
      others.remove(victim);
      // Requesters that run beside the nodes belong to no node: their links are those of the empty name.
      others.add("");
      others.forEach(other -> cluster.links().cut(victim, other));
      pause.hold();
      others.forEach(other -> cluster.links().mend(victim, other));
    }
  };

  /** How long a fault lasts. */
  @FunctionalInterface
  interface Pause {
    void hold() throws InterruptedException;
  }

  /** Does it, and undoes it. */
  abstract void strike(ProcessCluster cluster, Random random, Pause pause) throws IOException, InterruptedException;

  private static List<String> victims(ProcessCluster cluster, Random random, int count) {
    List<String> names = new ArrayList<>(cluster.names());
    Collections.shuffle(names, random);
    return names.subList(0, count);
  }

  private static void killAndRestart(ProcessCluster cluster, List<String> victims, Pause pause)
      throws IOException, InterruptedException {
    for (String victim : victims) {
      cluster.node(victim).kill();
    }
    pause.hold();
    for (String victim : victims) {
      cluster.start(victim);
    }
  }
}
