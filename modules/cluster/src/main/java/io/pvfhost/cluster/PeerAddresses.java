package io.pvfhost.cluster;

import java.util.UUID;

/**
 * Event-bus addresses of peers. Directed ones carry the id of a process, so that nothing meant for an earlier process
 * reaches its successor; each has exactly one consumer.
 */
public final class PeerAddresses {

  /** Adverts of hosts, published. */
  public static final String CAPACITY = "pvf.v1.capacity";

  private static final String HOST = "pvf.v1.host.";
  private static final String REQUESTER = "pvf.v1.requester.";
  private static final String LOCAL_HOST = "pvf.v1.local.host.";
  private static final String LOCAL_REQUESTER = "pvf.v1.local.requester.";

  private PeerAddresses() {
  }

  /** Sealed messages to a node in a role. */
  public static String of(PeerRole role, UUID node) {
    return (role == PeerRole.HOST ? HOST : REQUESTER) + node;
  }

  /** Messages of a process to itself, by reference; consumers are local, so that nobody else reaches them. */
  public static String local(PeerRole role, UUID node) {
    return (role == PeerRole.HOST ? LOCAL_HOST : LOCAL_REQUESTER) + node;
  }
}
