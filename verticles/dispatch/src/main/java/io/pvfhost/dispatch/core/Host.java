package io.pvfhost.dispatch.core;

import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Capacity;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.cluster.PeerProtocol;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** What is known and believed of one host. Owned by the {@link HostTable}; changed on the dispatcher's thread. */
final class Host {

  /** Whether the host is there. */
  enum Presence {
    /** It is heard of. */
    HERE,
    /** Nothing was heard of it for a while: it is dead, frozen or cut off, and may come back. */
    SILENT,
    /** The cluster manager says that it left. Late messages of it do not bring it back at once. */
    LEFT,
    /** A later process has its name. Nothing brings it back. */
    REPLACED
  }

  final NodeIdentity node;
  private final String wantedRules;
  /** Of the name and not of the process: a host keeps its artifacts over a restart. */
  final long affinity;
  Capacity capacity;
  String workerVersion;
  String rules;
  int oldestProtocol;
  int newestProtocol;
  /** Whether it understands the protocol that this requester speaks, and judges by the same rules. */
  boolean compatible;
  long heard;
  long advertised;
  Presence presence = Presence.HERE;
  /** When the host could last be asked; meaningful while it cannot. */
  long missedSince;
  /** It refused; not asked again before its next advert. */
  boolean shunned;
  /** It takes no more parked probes; not asked for that again before its next advert. */
  boolean full;
  /** Own probes under way that do not wait. The host's capacity says nothing of them until they are answered. */
  int probing;
  /** Own parked probes sent since the capacity was told. */
  int unseenParked;
  /** Own probes and jobs there; while there are any, the host is told that this requester lives. */
  int held;
  /** Whether the table counts it as there. */
  boolean counted;
  /** Position in {@link IdleHosts}, or -1. */
  int idleIndex = -1;
  /** Position in {@link LoadHeap}, or -1. */
  int heapIndex = -1;
  /** Key in {@link LoadHeap}. */
  double load;
  private List<Long> codes = List.of();
  private long[] sortedCodes = {};

  Host(Advert advert, String wantedRules, long now) {
    this.node = advert.node();
    this.wantedRules = wantedRules;
    this.affinity = Mix.mix(node.name().hashCode());
    this.capacity = advert.capacity();
    this.missedSince = now;
    read(advert, now);
  }

  UUID id() {
    return node.id();
  }

  String name() {
    return node.name();
  }

  /** Takes what an advert says beside the capacity. */
  void read(Advert advert, long now) {
    advertised = now;
    oldestProtocol = advert.oldestProtocol();
    newestProtocol = advert.newestProtocol();
    compatible = PeerProtocol.isSharedWith(advert) && advert.rules().equals(wantedRules);
    workerVersion = advert.workerVersion();
    rules = advert.rules();
    if (!codes.equals(advert.codes())) {
      codes = advert.codes();
      sortedCodes = codes.stream().mapToLong(Long::longValue).sorted().toArray();
    }
  }

  /** Whether it advertises a code by the first 8 bytes of its hash. */
  boolean hasCode(long prefix) {
    return Arrays.binarySearch(sortedCodes, prefix) >= 0;
  }

  /** Whether jobs may be given to it, now or soon. */
  boolean isThere() {
    return presence == Presence.HERE && !capacity.draining() && capacity.workers() > 0
        && compatible;
  }

  /** Whether it may be asked now. */
  boolean isOpen() {
    return isThere() && !shunned;
  }

  /** Idle workers that no probe of ours is on its way to. */
  int free() {
    return capacity.idle() - probing - unseenParked;
  }

  /** Those who would be served before one more parked probe, and that probe, for each worker. */
  double expectedWait() {
    return (capacity.parked() + unseenParked + probing + 1.0) / capacity.workers();
  }

  @Override
  public String toString() {
    return node.name() + " (" + node.id() + ")";
  }
}
