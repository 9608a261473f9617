package io.pvfhost.dispatch.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The hosts at which a probe may be parked, the least loaded one first: a binary heap in which every host knows its
 * position, so that a change of its load takes logarithmic time.
 */
final class LoadHeap {

  private final List<Host> hosts = new ArrayList<>();

  /** Puts a host in, with a new load if it is in already. */
  void put(Host host, double load) {
    host.load = load;
    if (host.heapIndex < 0) {
      host.heapIndex = hosts.size();
      hosts.add(host);
    }
    up(host);
    down(host);
  }

  /** Takes a host out, if it is in. */
  void remove(Host host) {
    if (host.heapIndex < 0) {
      return;
    }
    Host last = hosts.remove(hosts.size() - 1);
    int index = host.heapIndex;
    host.heapIndex = -1;
    if (last != host) {
      place(last, index);
      up(last);
      down(last);
    }
  }

  /**
   * The least loaded hosts that fit, the least loaded one first. Takes constant time when all fit, and at most the time
   * to look at every host.
   *
   * @param count how many, at most
   */
  List<Host> least(int count, Predicate<Host> fits) {
    List<Host> found = new ArrayList<>(count);
    // The next one is the least of those whose parent was taken already: few, unless many do not fit.
    List<Host> next = new ArrayList<>();
    if (!hosts.isEmpty()) {
      next.add(hosts.get(0));
    }
    while (found.size() < count && !next.isEmpty()) {
      Host least = takeLeast(next);
      if (fits.test(least)) {
        found.add(least);
      }
      addChild(next, 2 * least.heapIndex + 1);
      addChild(next, 2 * least.heapIndex + 2);
    }
    return found;
  }

  private static Host takeLeast(List<Host> hosts) {
    int least = 0;
    for (int i = 1; i < hosts.size(); i++) {
      if (hosts.get(i).load < hosts.get(least).load) {
        least = i;
      }
    }
    return hosts.remove(least);
  }

  private void addChild(List<Host> next, int index) {
    if (index < hosts.size()) {
      next.add(hosts.get(index));
    }
  }

  private void up(Host host) {
    while (host.heapIndex > 0) {
      Host parent = hosts.get((host.heapIndex - 1) / 2);
      if (parent.load <= host.load) {
        return;
      }
      swap(parent, host);
    }
  }

  private void down(Host host) {
    while (2 * host.heapIndex + 1 < hosts.size()) {
      int left = 2 * host.heapIndex + 1;
      Host child = hosts.get(left);
      if (left + 1 < hosts.size() && hosts.get(left + 1).load < child.load) {
        child = hosts.get(left + 1);
      }
      if (host.load <= child.load) {
        return;
      }
      swap(host, child);
    }
  }

  private void swap(Host one, Host other) {
    int index = one.heapIndex;
    place(one, other.heapIndex);
    place(other, index);
  }

  private void place(Host host, int index) {
    host.heapIndex = index;
    hosts.set(index, host);
  }
}
