package io.pvfhost.dispatch.core;

import java.util.ArrayList;
import java.util.List;

/** The hosts that are believed to have an idle worker; adding and removing take constant time. */
final class IdleHosts {

  private final List<Host> hosts = new ArrayList<>();

  /** Puts a host in or takes it out. */
  void set(Host host, boolean idle) {
    if (idle == (host.idleIndex >= 0)) {
      return;
    }
    if (idle) {
      host.idleIndex = hosts.size();
      hosts.add(host);
    } else {
      // The last one takes the place that becomes empty.
      Host last = hosts.remove(hosts.size() - 1);
      if (last != host) {
        hosts.set(host.idleIndex, last);
        last.idleIndex = host.idleIndex;
      }
      host.idleIndex = -1;
    }
  }

  int size() {
    return hosts.size();
  }

  Host get(int index) {
    return hosts.get(index);
  }
}
