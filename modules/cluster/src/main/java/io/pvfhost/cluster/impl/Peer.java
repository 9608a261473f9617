package io.pvfhost.cluster.impl;

import io.pvfhost.cluster.ClusterKeys;
import io.pvfhost.cluster.PeerRole;
import io.vertx.core.Vertx;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The parts of one process that talk to its peers, for as long as it lives: what was seen once is never forgotten. */
public final class Peer {

  private final UUID self;
  private final Refusals refusals = new Refusals(System::nanoTime);
  private final Map<PeerRole, Inbox> inboxes = new EnumMap<>(PeerRole.class);
  private final Caller caller;
  private final Adverts adverts;

  /** The parts of a process, which serve and hear nothing yet. */
  public Peer(Vertx vertx, UUID self, Optional<ClusterKeys> keys) {
    this.self = self;
    Envelopes envelopes = new Envelopes(self, keys.map(ClusterKeys::accepted).orElse(List.of()));
    for (PeerRole role : PeerRole.values()) {
      inboxes.put(role, new Inbox(envelopes, Channel.to(role), EnumSet.of(Kind.CALL, Kind.ONE_WAY)));
    }
    this.caller = new Caller(vertx.eventBus(), self, envelopes, refusals);
    this.adverts = new Adverts(vertx, self, new Inbox(envelopes, Channel.CAPACITY, EnumSet.of(Kind.ADVERT)), refusals);
  }

  /** A service of this process, without operations. */
  public Service service(PeerRole role) {
    return new Service(inboxes.get(role), self, refusals);
  }

  /** Calls others. */
  public Caller caller() {
    return caller;
  }

  /** Hears others. */
  public Adverts adverts() {
    return adverts;
  }

  /** What was refused. */
  public Refusals refusals() {
    return refusals;
  }
}
