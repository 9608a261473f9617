package io.pvfhost.dispatch.core;

import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Capacity;
import io.pvfhost.dispatch.core.Host.Presence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The hosts as this requester sees them: by id, by name, those that seem idle, and all by load.
 *
 * <p>A capacity counts when it is younger than the one that is known, and so does the sign of life that it is. Of two
 * processes of one name, the one that started later is the host.
 */
final class HostTable {

  /** A host that is not there any more is forgotten after so many times the silence that makes it one. */
  private static final int MEMORY = 40;
  /** Small enough never to order hosts whose loads differ. */
  private static final double TIE = 1e-9;

  private final UUID self;
  private final int maxHosts;
  private final long silence;
  private final String rules;
  private final SplittableRandom random;
  private final BiConsumer<Host, Presence> onLost;
  private final Map<UUID, Host> byId = new HashMap<>();
  private final Map<String, Host> byName = new HashMap<>();
  private final IdleHosts idle = new IdleHosts();
  private final LoadHeap loads = new LoadHeap();
  private final long started;
  private int there;
  private long nobodySince;

  /** An empty table; {@code onLost} is told of hosts that are not there any more. */
  HostTable(UUID self, DispatchSettings settings, long now, SplittableRandom random,
      BiConsumer<Host, Presence> onLost) {
    this.self = self;
    this.maxHosts = settings.maxHosts();
    this.silence = settings.silence().toNanos();
    this.rules = settings.rules();
    this.random = random;
    this.onLost = onLost;
    this.started = now;
    this.nobodySince = now;
  }

  /** Takes an advert; null when it is old, or of a host that does not count. */
  Host advert(Advert advert, long now) {
    Host host = byId.get(advert.node().id());
    if (host == null) {
      host = add(advert, now);
    } else if (!capacity(host, advert.capacity(), now)) {
      return null;
    }
    if (host != null) {
      host.read(advert, now);
      host.shunned = false;
      host.full = false;
      refresh(host, now);
    }
    return host;
  }

  private Host add(Advert advert, long now) {
    Host known = byName.get(advert.node().name());
    if (byId.size() >= maxHosts || (known != null && known.presence != Presence.LEFT
        && advert.node().epoch() <= known.node.epoch())) {
      return null;
    }
    if (known != null) {
      lose(known, Presence.REPLACED, now);
    }
    Host host = new Host(advert, rules, now);
    host.heard = now;
    byId.put(host.id(), host);
    byName.put(host.name(), host);
    return host;
  }

  /** Takes a capacity that came with an answer or an advert; false when it is old, or of a host that does not count. */
  boolean capacity(Host host, Capacity capacity, long now) {
    boolean late = host.presence == Presence.LEFT && now - host.missedSince < silence;
    if (capacity.seq() <= host.capacity.seq() || late || host.presence == Presence.REPLACED) {
      return false;
    }
    host.capacity = capacity;
    host.heard = now;
    host.presence = Presence.HERE;
    host.unseenParked = 0;
    refresh(host, now);
    return true;
  }

  /** Brings the indexes up to date after a change of a host. */
  void refresh(Host host, long now) {
    boolean open = host.isOpen();
    idle.set(host, open && host.free() > 0);
    if (open && !host.full) {
      // Equal hosts in a random order, or all requesters would go to the same ones.
      loads.put(host, host.expectedWait() + TIE * random.nextDouble());
    } else {
      loads.remove(host);
    }
    countThere(host, now);
  }

  private void countThere(Host host, long now) {
    boolean isThere = host.isThere();
    if (isThere != host.counted) {
      host.counted = isThere;
      there += isThere ? 1 : -1;
      if (!isThere) {
        host.missedSince = now;
        nobodySince = now;
      }
    }
  }

  /** A host left the cluster. */
  void left(UUID id, long now) {
    Host host = byId.get(id);
    if (host != null && host.presence != Presence.REPLACED) {
      lose(host, Presence.LEFT, now);
    }
  }

  private void lose(Host host, Presence presence, long now) {
    host.presence = presence;
    refresh(host, now);
    host.missedSince = now;
    onLost.accept(host, presence);
  }

  /**
   * Finds the hosts that have fallen silent, and forgets those that did so long ago.
   *
   * @param late how much later than it should this is called: when this requester was held up, so were the messages
   *     that it has not read yet
   */
  void watch(long now, long late) {
    for (Host host : List.copyOf(byId.values())) {
      host.heard += late;
      if (host.presence == Presence.HERE && now - host.heard > silence) {
        lose(host, Presence.SILENT, now);
      } else if (host.presence != Presence.HERE && host.held == 0 && now - host.missedSince > MEMORY * silence) {
        byId.remove(host.id());
        byName.remove(host.name(), host);
      }
    }
  }

  /** The host with a name, or null. */
  Host named(String name) {
    return byName.get(name);
  }

  Collection<Host> all() {
    return byId.values();
  }

  /** Nanoseconds for which no host has been there; negative while one is. */
  long nobodyFor(long now) {
    return there > 0 ? -1 : now - nobodySince;
  }

  /** Nanoseconds for which the host with a name has not been there; negative while it is. */
  long missedFor(String name, long now) {
    Host host = byName.get(name);
    if (host == null) {
      return now - started;
    }
    return host.isThere() ? -1 : now - host.missedSince;
  }

  /**
   * The best host with an idle worker, or null: this node's own one if it is among them, or else by weighted rendezvous
   * on the code, so that jobs of one code meet on the same hosts as long as these have idle workers. Idle workers are
   * the weight; a host that advertises the code has it twice.
   *
   * @param code first bytes of the code's hash
   */
  Host idle(long code, Predicate<Host> fits) {
    Host own = byId.get(self);
    if (own != null && own.idleIndex >= 0 && fits.test(own)) {
      return own;
    }
    Host best = null;
    double bestScore = 0;
    for (int i = 0; i < idle.size(); i++) {
      Host host = idle.get(i);
      double weight = host.hasCode(code) ? 2.0 * host.free() : host.free();
      double score = -weight / Math.log(Mix.unit(code ^ host.affinity));
      if (score > bestScore && fits.test(host)) {
        best = host;
        bestScore = score;
      }
    }
    return best;
  }

  /** The hosts with the least expected wait, the least loaded one first. */
  List<Host> least(int count, Predicate<Host> fits) {
    return loads.least(count, fits);
  }

  /** What is known of all hosts. */
  List<HostView> views(long now) {
    List<HostView> views = new ArrayList<>(byId.size());
    for (Host host : byId.values()) {
      if (host.presence != Presence.REPLACED) {
        views.add(HostView.of(host, now));
      }
    }
    return views;
  }
}
