package io.pvfhost.cluster.bus;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Netty's epoll transport, which counts the connections to servers with TLS that end without a handshake: those who
 * have no certificate of the cluster, or speak no TLS. The event bus makes its server itself and drops such connections
 * without a word, and this is the only way to notice. Thread-safe.
 */
public final class WatchedTransport implements Transport {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedTransport.class);
  private static final long LOG_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong nextLog = new AtomicLong(System.nanoTime());
  private final Watch watch = new Watch(this);
  private final EpollTransport epoll = new EpollTransport() {
    @Override
    public void configure(TcpConfig options, boolean domainSocket, ServerBootstrap bootstrap) {
      super.configure(options, domainSocket, bootstrap);
      bootstrap.handler(watch);
    }
  };

  /** Connections so far that ended without a handshake. */
  public long failures() {
    return failures.get();
  }

  @Override
  public String name() {
    return "epoll";
  }

  @Override
  public boolean available() {
    return epoll.isAvailable();
  }

  @Override
  public Throwable unavailabilityCause() {
    return epoll.unavailabilityCause();
  }

  @Override
  public io.vertx.core.spi.transport.Transport implementation() {
    return epoll;
  }

  private void closed(Channel connection, SocketAddress from) {
    // Those without TLS, such as the management's, have no such handler.
    SslHandler tls = connection.pipeline().get(SslHandler.class);
    if (tls != null && !tls.handshakeFuture().isSuccess()) {
      count(from);
    }
  }

  /** Logs one in ten seconds at most: strangers must not fill a disk. */
  private void count(SocketAddress from) {
    long total = failures.incrementAndGet();
    long due = nextLog.get();
    long now = System.nanoTime();
    if (now - due >= 0 && nextLog.compareAndSet(due, now + LOG_PERIOD_NANOS)) {
      LOG.warn("A connection from {} was refused: no TLS with a certificate of the cluster ({} since the start)", from,
          total);
    }
  }

  /** Sees every connection that a server accepts, before the server itself does. */
  @Sharable
  private static final class Watch extends ChannelInboundHandlerAdapter {

    private final WatchedTransport owner;

    Watch(WatchedTransport owner) {
      this.owner = owner;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
      Channel connection = (Channel) accepted;
      SocketAddress from = connection.remoteAddress();
      connection.closeFuture().addListener(closed -> owner.closed(connection, from));
      ctx.fireChannelRead(accepted);
    }
  }
}
