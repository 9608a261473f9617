package io.pvfhost.cluster.impl;

import io.pvfhost.cluster.PeerRole;

/**
 * A kind of address. It is part of what is sealed, so that a message to one address is none at another. Answers have
 * the channel of their call.
 */
public enum Channel {

  /** Directed messages to hosts. */
  HOST(1),

  /** Directed messages to requesters. */
  REQUESTER(2),

  /** Adverts. */
  CAPACITY(3);

  private final byte code;

  Channel(int code) {
    this.code = (byte) code;
  }

  /** The byte that is sealed with a message. */
  byte code() {
    return code;
  }

  /** The channel to nodes in a role. */
  public static Channel to(PeerRole role) {
    return role == PeerRole.HOST ? HOST : REQUESTER;
  }
}
