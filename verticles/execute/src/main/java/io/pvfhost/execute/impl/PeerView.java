package io.pvfhost.execute.impl;

import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.cluster.Timers;
import io.pvfhost.execute.grants.HotCodes;
import io.pvfhost.scale.Hash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The hosts that have been heard of lately, and what code they have. Bounded, and small: what a host can take matters
 * to requesters only. Owned by one loop.
 */
final class PeerView {

  private static final int MAX_HOSTS = 4096;

  private final Timers timers;
  private final long silenceNanos;
  /** The one that was heard longest ago first. */
  private final LinkedHashMap<UUID, Heard> hosts = new LinkedHashMap<>();
  private final Map<String, NodeIdentity> byName = new HashMap<>();

  PeerView(Timers timers, Duration silence) {
    this.timers = timers;
    this.silenceNanos = silence.toNanos();
  }

  private record Heard(NodeIdentity node, List<Long> codes, long at) {
  }

  /**
   * Takes an advert in.
   *
   * @return an earlier process of the same name, which must be gone now that there is a later one
   */
  Optional<UUID> heard(Advert advert) {
    NodeIdentity node = advert.node();
    NodeIdentity known = byName.get(node.name());
    boolean replaced = known != null && !known.id().equals(node.id());
    if (replaced && known.epoch() > node.epoch()) {
      return Optional.empty();
    }
    if (replaced) {
      hosts.remove(known.id());
    }
    byName.put(node.name(), node);
    hosts.remove(node.id());
    hosts.put(node.id(), new Heard(node, advert.codes(), timers.nanos()));
    forgetSilent();
    return replaced ? Optional.of(known.id()) : Optional.empty();
  }

  private void forgetSilent() {
    Iterator<Heard> eldest = hosts.values().iterator();
    while (eldest.hasNext()) {
      Heard next = eldest.next();
      if (hosts.size() <= MAX_HOSTS && timers.nanos() - next.at() < silenceNanos) {
        return;
      }
      eldest.remove();
      byName.remove(next.node().name(), next.node());
    }
  }

  /** Forgets a host that has left. */
  void left(UUID host) {
    Heard known = hosts.remove(host);
    if (known != null) {
      byName.remove(known.node().name(), known.node());
    }
  }

  /** How many hosts have been heard of lately. */
  int size() {
    return hosts.size();
  }

  /** The hosts that say that they have some code, the one heard last first. */
  List<UUID> holders(Hash code) {
    Long prefix = HotCodes.prefix(code);
    List<UUID> holders = new ArrayList<>();
    hosts.forEach((id, host) -> {
      if (host.codes().contains(prefix)) {
        holders.add(id);
      }
    });
    Collections.reverse(holders);
    return holders;
  }
}
