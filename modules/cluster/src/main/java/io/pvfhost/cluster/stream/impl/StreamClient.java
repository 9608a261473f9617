package io.pvfhost.cluster.stream.impl;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.cluster.stream.StreamOptions;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where streams leave. A connection that has done its work is kept for some time for the next stream to the same
 * receiver, which saves the handshakes of TCP and TLS. Runs on the loop.
 */
public final class StreamClient {

  /** One chunk in the channel and one on the way there. */
  private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(128 << 10, 256 << 10);

  private final StreamLoop loop;
  private final StreamOptions options;
  private final Set<OutboundConnection> connections = new LinkedHashSet<>();
  /** In the order in which they fell idle. */
  private final Set<OutboundConnection> idle = new LinkedHashSet<>();
  private boolean ended;

  /** A client without connections. */
  public StreamClient(StreamLoop loop, StreamOptions options) {
    this.loop = loop;
    this.options = options;
  }

  /** Sends a stream; from any thread. */
  public void send(InetSocketAddress peer, StreamTicket ticket, Bytes data, Duration patience, Caller<Hash> caller) {
    if (!loop.run(() -> start(new Outbound(loop.eventLoop(), peer, ticket, data.array(), patience, caller)))) {
      caller.fail(new PvfException(FailureCode.UNAVAILABLE, StreamServer.CLOSED));
    }
  }

  private void start(Outbound stream) {
    Optional<OutboundConnection> free = newestIdle(stream.peer());
    if (free.isPresent()) {
      idle.remove(free.get());
      free.get().send(stream);
    } else {
      connect(stream);
    }
  }

  private Optional<OutboundConnection> newestIdle(InetSocketAddress peer) {
    return idle.stream().filter(connection -> connection.peer().equals(peer)).reduce((older, newer) -> newer);
  }

  /** Sends a stream by a new connection. */
  void connect(Outbound stream) {
    if (ended) {
      stream.fail(FailureCode.UNAVAILABLE, StreamServer.CLOSED);
      return;
    }
    if (connections.size() >= options.getMaxConnections() && !closeLongestIdle()) {
      stream.fail(FailureCode.OVERLOADED, connections.size() + " streams are being sent already");
      return;
    }
    OutboundConnection connection = new OutboundConnection(this, stream);
    connections.add(connection);
    ChannelFuture connecting = bootstrap(connection).connect(stream.peer());
    connection.on(connecting.channel());
    connecting.addListener(done -> {
      if (!done.isSuccess()) {
        connection.fail("no connection to " + connection.peer() + ": " + done.cause().getMessage());
      }
    });
  }

  private Bootstrap bootstrap(OutboundConnection connection) {
    Bootstrap bootstrap = new Bootstrap()
        .group(loop.group())
        .channel(loop.clientChannel())
        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
        .handler(new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            loop.tls().ifPresent(tls -> channel.pipeline().addLast(tls.client(channel)));
            channel.pipeline().addLast(connection);
          }
        });
    return options.getSocketBufferBytes() == 0 ? bootstrap
        : bootstrap.option(ChannelOption.SO_SNDBUF, options.getSocketBufferBytes());
  }

  private boolean closeLongestIdle() {
    Optional<OutboundConnection> longest = idle.stream().findFirst();
    longest.ifPresent(OutboundConnection::close);
    return longest.isPresent();
  }

  /** Fails everything that is under way. */
  public void close() {
    ended = true;
    List<OutboundConnection> open = new ArrayList<>(connections);
    open.forEach(connection -> connection.fail(StreamServer.CLOSED));
  }

  boolean ciphered() {
    return loop.tls().isPresent();
  }

  /** Half of the receiver's time, so that rather this end closes: it knows whether the connection is in use. */
  long idleMillis() {
    return Math.max(1, options.getIdleTimeout().toMillis() / 2);
  }

  void idle(OutboundConnection connection) {
    idle.add(connection);
  }

  void closed(OutboundConnection connection) {
    connections.remove(connection);
    idle.remove(connection);
  }
}
