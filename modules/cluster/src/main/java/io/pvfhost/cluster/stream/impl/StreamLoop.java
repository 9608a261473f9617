package io.pvfhost.cluster.stream.impl;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The thread that all streams of a node run on. It is no event loop of Vert.x, so that hashing and ciphering, which
 * take most of a stream's time, delay no verticle.
 */
public final class StreamLoop {

  private static final int SMALLEST_READ_BYTES = 2 << 10;
  private static final int LARGEST_READ_BYTES = 256 << 10;
  /** What one stream may read before the others have their turn. */
  private static final int READS_PER_TURN = 4;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("pvf-streams", true), NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final Optional<Tls> tls;

  /** A new thread. */
  public StreamLoop(Optional<Tls> tls) {
    this.tls = tls;
  }

  EventLoopGroup group() {
    return group;
  }

  EventLoop eventLoop() {
    return loop;
  }

  Optional<Tls> tls() {
    return tls;
  }

  Class<? extends ServerChannel> serverChannel() {
    return NioServerSocketChannel.class;
  }

  Class<? extends Channel> clientChannel() {
    return NioSocketChannel.class;
  }

  /** How much is read at once when it has to be deciphered: little from a stranger, much from a stream that flows. */
  RecvByteBufAllocator reads() {
    return new AdaptiveRecvByteBufAllocator(SMALLEST_READ_BYTES, SMALLEST_READ_BYTES, LARGEST_READ_BYTES)
        .maxMessagesPerRead(READS_PER_TURN);
  }

  /** As much as the connection has space for, where the bytes are to lie in the end. */
  RecvByteBufAllocator readsInPlace(InboundConnection connection) {
    return new InPlaceReads(connection, READS_PER_TURN);
  }

  /**
   * Runs an action on the loop.
   *
   * @return false when the loop has ended: the action will not run, and nothing else will
   */
  public boolean run(Runnable action) {
    try {
      loop.execute(action);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Ends the thread; from any thread. */
  public void close(Caller<Void> caller) {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).addListener(done -> caller.complete(null));
  }
}
