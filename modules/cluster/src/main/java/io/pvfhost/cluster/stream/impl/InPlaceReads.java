package io.pvfhost.cluster.stream.impl;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/** Has the socket of a plain connection read where the connection wants its bytes: no copy is made of a stream. */
final class InPlaceReads extends DefaultMaxMessagesRecvByteBufAllocator {

  private final InboundConnection connection;

  InPlaceReads(InboundConnection connection, int readsPerTurn) {
    super(readsPerTurn);
    this.connection = connection;
  }

  /** For one channel; the handle is used on the loop. */
  @Override
  @SuppressWarnings("deprecation")
  public Handle newHandle() {
    return new MaxMessageHandle() {
      @Override
      public ByteBuf allocate(ByteBufAllocator pool) {
        return connection.space(pool);
      }

      @Override
      public int guess() {
        return StreamHead.BYTES;
      }
    };
  }
}
