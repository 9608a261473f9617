package io.pvfhost.tests.dispatch.sim;

import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.cluster.Timers;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** A process: it may be frozen, when its timers and messages wait, or dead, when they are lost. */
public class SimNode implements Timers {

  private final SimTime time;
  private final NodeIdentity identity;
  private final Queue<Runnable> inbox = new ArrayDeque<>();
  private boolean frozen;
  private boolean dead;

  SimNode(SimTime time, NodeIdentity identity) {
    this.time = time;
    this.identity = identity;
  }

  /** Who it is. */
  public NodeIdentity identity() {
    return identity;
  }

  @Override
  public long nanos() {
    return time.nanos();
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    boolean[] stopped = {false};
    time.after(delay, () -> take(() -> {
      if (!stopped[0]) {
        action.run();
      }
    }));
    return () -> stopped[0] = true;
  }

  /** Has something done on the node's loop. */
  void take(Runnable action) {
    if (frozen) {
      inbox.add(action);
    } else if (!dead) {
      action.run();
    }
  }

  /** Ends the process. */
  public void kill() {
    dead = true;
    inbox.clear();
  }

  /** Whether the process has ended. */
  public boolean isGone() {
    return dead;
  }

  /** Stops the process without ending it. */
  public void freeze() {
    frozen = !dead;
  }

  /** Lets a stopped process go on, with what has come meanwhile. */
  public void thaw() {
    frozen = false;
    while (!inbox.isEmpty() && !frozen) {
      inbox.poll().run();
    }
  }
}
