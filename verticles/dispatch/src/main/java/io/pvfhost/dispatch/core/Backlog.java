package io.pvfhost.dispatch.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The jobs that wait here, because no host takes a probe of them now; the eldest first.
 *
 * <p>Those that any host may run are alike: when the eldest of them finds no host, neither do the others, and looking
 * at it is enough. Those that are bound to some hosts are tried each.
 */
final class Backlog {

  private final TreeSet<Job> alike = eldestFirst();
  private final TreeSet<Job> bound = eldestFirst();
  private boolean serving;
  private boolean again;

  /** Jobs in the order in which they came. */
  static TreeSet<Job> eldestFirst() {
    return new TreeSet<>(Comparator.comparingLong((Job job) -> job.seq));
  }

  void add(Job job) {
    (job.isBound() ? bound : alike).add(job);
  }

  void remove(Job job) {
    alike.remove(job);
    bound.remove(job);
  }

  int size() {
    return alike.size() + bound.size();
  }

  List<Job> all() {
    List<Job> all = new ArrayList<>(alike);
    all.addAll(bound);
    return all;
  }

  /** Lets the jobs try their luck. An answer that comes at once may call this again: then all is tried once more. */
  void serve() {
    again = true;
    if (serving) {
      return;
    }
    serving = true;
    try {
      while (again) {
        again = false;
        serveAlike();
        serveBound();
      }
    } finally {
      serving = false;
    }
  }

  private void serveAlike() {
    while (!alike.isEmpty()) {
      Job eldest = alike.pollFirst();
      if (!eldest.place()) {
        add(eldest);
        return;
      }
    }
  }

  private void serveBound() {
    for (Job job : List.copyOf(bound)) {
      if (bound.remove(job) && !job.place()) {
        add(job);
      }
    }
  }
}
