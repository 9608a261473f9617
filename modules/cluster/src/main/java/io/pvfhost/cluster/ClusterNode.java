package io.pvfhost.cluster;

/**
 * What the verticles of one node share: who the node is, and its ways to its peers.
 *
 * @param bus authenticated calls
 * @param streams bulk data
 * @param membership who leaves
 */
public record ClusterNode(PeerBus bus, Streams streams, Membership membership) {

  /** This node. */
  public NodeIdentity identity() {
    return bus.identity();
  }
}
