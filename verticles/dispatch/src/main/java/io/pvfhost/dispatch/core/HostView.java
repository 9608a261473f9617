package io.pvfhost.dispatch.core;

import io.pvfhost.cluster.Capacity;
import io.pvfhost.cluster.NodeIdentity;

import java.time.Duration;
import java.util.Locale;

/**
 * What a requester knows of a host at one moment.
 *
 * @param node who it is
 * @param state how it is doing
 * @param capacity what it told last
 * @param workerVersion version of its worker program
 * @param rules label of the rule set by which its workers judge
 * @param oldestProtocol oldest version of the peer protocol that it understands
 * @param newestProtocol newest version of the peer protocol that it understands
 * @param sinceAdvert time since its last advert
 */
public record HostView(NodeIdentity node, State state, Capacity capacity, String workerVersion, String rules,
    int oldestProtocol, int newestProtocol, Duration sinceAdvert) {

  /** How a host is doing. */
  public enum State {
    /** Takes jobs. */
    ALIVE,
    /** Is stopping and takes no more jobs. */
    DRAINING,
    /** Takes jobs and has trouble starting workers. */
    DEGRADED,
    /** Left, or has not been heard of. */
    SILENT;

    /** Its name in lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static HostView of(Host host, long now) {
    return new HostView(host.node, state(host), host.capacity, host.workerVersion, host.rules,
        host.oldestProtocol, host.newestProtocol, Duration.ofNanos(now - host.advertised));
  }

  private static State state(Host host) {
    if (host.presence != Host.Presence.HERE) {
      return State.SILENT;
    }
    if (host.capacity.draining()) {
      return State.DRAINING;
    }
    return host.capacity.degraded() ? State.DEGRADED : State.ALIVE;
  }
}
