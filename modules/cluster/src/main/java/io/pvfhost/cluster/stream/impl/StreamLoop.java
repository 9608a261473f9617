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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The thread that all streams of a node run on. It is no event loop of Vert.x, so that hashing and ciphering, which
 * take most of a stream's time, delay no verticle.
 */
public final class StreamLoop {

  private static final Logger LOG = LoggerFactory.getLogger(StreamLoop.class);
  private static final int FIRST_READ_BYTES = 2 << 10;
  private static final int LARGEST_READ_BYTES = 256 << 10;
  /** What one stream may read before the others have their turn. */
  private static final int READS_PER_TURN = 2;

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

  /** How much is read at once: little from a stranger, much from a stream that flows. */
  RecvByteBufAllocator reads() {
    return new AdaptiveRecvByteBufAllocator(FIRST_READ_BYTES, FIRST_READ_BYTES, LARGEST_READ_BYTES)
        .maxMessagesPerRead(READS_PER_TURN);
  }

  /** Runs an action on the loop; not once it has ended, for then there is nothing left that could be acted on. */
  public void run(Runnable action) {
    try {
      loop.execute(action);
    } catch (RejectedExecutionException e) {
      LOG.debug("after the end of the streams: {}", action);
    }
  }

  /** Ends the thread; from any thread. */
  public void close(Caller<Void> caller) {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).addListener(done -> caller.complete(null));
  }
}
