package io.pvfhost.cluster.impl;

import io.vertx.core.eventbus.Message;

import java.util.Set;

/** Takes what peers send to one address of this process, once each. Thread-safe. */
final class Inbox {

  /** A thousand hosts that are also requesters, each restarted a few times. */
  private static final int MAX_SENDERS = 4096;

  private final Envelopes envelopes;
  private final Channel channel;
  private final Set<Kind> kinds;
  private final ReplayWindows windows = new ReplayWindows(MAX_SENDERS);

  Inbox(Envelopes envelopes, Channel channel, Set<Kind> kinds) {
    this.envelopes = envelopes;
    this.channel = channel;
    this.kinds = kinds;
  }

  Channel channel() {
    return channel;
  }

  Envelopes envelopes() {
    return envelopes;
  }

  /**
   * Opens a message.
   *
   * @throws RefusedException if it is not from a peer, not for this process, or not new
   */
  Envelopes.Opened take(Message<?> message) throws RefusedException {
    Envelopes.Opened opened = envelopes.open(channel, kinds, BusBody.of(message));
    if (!windows.accept(opened.sender(), opened.seq())) {
      throw RefusedException.Cause.REPLAYED.exception();
    }
    return opened;
  }
}
