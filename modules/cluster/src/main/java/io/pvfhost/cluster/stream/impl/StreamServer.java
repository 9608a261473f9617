package io.pvfhost.cluster.stream.impl;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.ReceivedStream;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.cluster.stream.StreamOptions;
import io.pvfhost.scale.Bytes;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where streams arrive: gives tickets out and takes the connections of their senders.
 *
 * <p>Connections that wait for the head of a stream, new or between two streams, make room for new ones when the limit
 * is reached, the longest waiting first: those who hold connections and say nothing keep nobody out. Runs on the loop,
 * except where it is said otherwise.
 */
public final class StreamServer {

  static final String CLOSED = "the streams of this node are closed";

  private final StreamLoop loop;
  private final StreamOptions options;
  private final Budget budget;
  private final Tickets tickets;
  private final Refusals refusals = new Refusals();
  private final Set<InboundConnection> connections = new LinkedHashSet<>();
  private final Set<InboundConnection> waiting = new LinkedHashSet<>();
  private volatile InetSocketAddress address;
  private boolean ended;
  private Channel listener;

  /** A server that listens once {@link #listen} was called. */
  public StreamServer(StreamLoop loop, StreamOptions options) {
    this.loop = loop;
    this.options = options;
    this.budget = new Budget(options.getMaxBytes());
    this.tickets = new Tickets(options.getMaxConnections());
  }

  /** Binds; from any thread. */
  public void listen(Caller<Void> caller) {
    ServerBootstrap bootstrap = new ServerBootstrap()
        .group(loop.group())
        .channel(loop.serverChannel())
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .childOption(ChannelOption.RECVBUF_ALLOCATOR, loop.reads())
        .childHandler(new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            accept(channel);
          }
        });
    if (options.getSocketBufferBytes() > 0) {
      bootstrap.option(ChannelOption.SO_RCVBUF, options.getSocketBufferBytes());
    }
    bootstrap.bind(options.getHost(), options.getPort()).addListener(bound -> {
      if (bound.isSuccess()) {
        listener = ((ChannelFuture) bound).channel();
        address = (InetSocketAddress) listener.localAddress();
        caller.complete(null);
      } else {
        caller.fail(bound.cause());
      }
    });
  }

  private void accept(Channel channel) {
    if (connections.size() >= options.getMaxConnections() && !makeRoom()) {
      refusals.count(Refusal.TOO_MANY_CONNECTIONS, channel.remoteAddress());
      channel.close();
      return;
    }
    InboundConnection connection = new InboundConnection(this);
    if (loop.tls().isPresent()) {
      channel.pipeline().addLast(loop.tls().get().server(channel));
    } else {
      channel.config().setRecvByteBufAllocator(loop.readsInPlace(connection));
    }
    channel.pipeline().addLast(connection);
  }

  private boolean makeRoom() {
    Optional<InboundConnection> longest = waiting.stream().findFirst();
    longest.ifPresent(InboundConnection::crowdOut);
    return longest.isPresent();
  }

  /** Gives a ticket out; from any thread. */
  public InboundStream expect(int length, Duration patience, Caller<ReceivedStream> owner) {
    budget.take(length);
    Inbound stream = new Inbound(this, ticket(), length, patience, owner);
    try {
      tickets.add(stream);
    } catch (PvfException e) {
      budget.giveBack(length);
      throw e;
    }
    boolean lives = loop.run(() -> {
      stream.await();
      if (ended) {
        stream.fail(FailureCode.UNAVAILABLE, CLOSED);
      }
    });
    if (!lives) {
      stream.fail(FailureCode.UNAVAILABLE, CLOSED);
    }
    return stream;
  }

  private StreamTicket ticket() {
    return new StreamTicket(publicHost(), publicPort(), tickets.secret());
  }

  /** The same right, to be used by this process itself. */
  public StreamTicket directTicket(StreamTicket ticket) {
    InetAddress bound = address.getAddress();
    String host = (bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound).getHostAddress();
    return new StreamTicket(host, address.getPort(), ticket.secret());
  }

  /** The address that tickets carry; from any thread, once bound. */
  public String publicHost() {
    return options.getPublicHost().isEmpty() ? address.getAddress().getHostAddress() : options.getPublicHost();
  }

  /** The port that tickets carry; from any thread, once bound. */
  public int publicPort() {
    return options.getPublicPort() == 0 ? address.getPort() : options.getPublicPort();
  }

  /** Bytes of streams expected, flowing, and not yet released; from any thread. */
  public long reservedBytes() {
    return budget.taken();
  }

  /** Refused streams by cause; from any thread. */
  public Map<String, Long> refused() {
    return refusals.snapshot();
  }

  /** Ends everything. */
  public void close() {
    ended = true;
    if (listener != null) {
      listener.close();
    }
    tickets.waiting().forEach(stream -> stream.fail(FailureCode.UNAVAILABLE, CLOSED));
    List<InboundConnection> open = new ArrayList<>(connections);
    open.forEach(InboundConnection::shut);
  }

  EventLoop loop() {
    return loop.eventLoop();
  }

  Duration headerTimeout() {
    return options.getHeaderTimeout();
  }

  Duration idleTimeout() {
    return options.getIdleTimeout();
  }

  void opened(InboundConnection connection) {
    connections.add(connection);
  }

  void waits(InboundConnection connection) {
    waiting.add(connection);
  }

  void waitsNoMore(InboundConnection connection) {
    waiting.remove(connection);
  }

  void closed(InboundConnection connection) {
    connections.remove(connection);
    waiting.remove(connection);
  }

  Optional<Inbound> claim(Bytes secret) {
    return tickets.claim(secret);
  }

  boolean wasSpent(Bytes secret) {
    return tickets.wasSpent(secret);
  }

  /** Spends the ticket of a stream that ends. */
  void forget(Inbound stream) {
    tickets.claim(stream.ticket().secret());
  }

  /** Frees a stream that its owner has given up; from any thread. */
  void withdraw(Inbound stream) {
    if (!loop.run(stream::abandon)) {
      stream.abandon();
    }
  }

  StreamMemory allocate(int length) {
    return StreamMemory.allocate(PooledByteBufAllocator.DEFAULT, length, budget);
  }

  void giveBack(int length) {
    budget.giveBack(length);
  }

  void count(Refusal cause, SocketAddress from) {
    refusals.count(cause, from);
  }
}
