package io.pvfhost.cluster.stream;

import io.netty.util.NetUtil;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.ReceivedStream;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.cluster.Streams;
import io.pvfhost.cluster.stream.impl.Caller;
import io.pvfhost.cluster.stream.impl.StreamClient;
import io.pvfhost.cluster.stream.impl.StreamLoop;
import io.pvfhost.cluster.stream.impl.StreamServer;
import io.pvfhost.cluster.stream.impl.Tls;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * {@link Streams} over TCP, with mutual TLS 1.3 when {@link StreamOptions#getTls} is set.
 *
 * <p>Failures of streams are {@link PvfException}s: UNAVAILABLE when the other side is not there, stalls, breaks off or
 * breaks the rules, CANCELLED for a withdrawn ticket, OVERLOADED above a bound, MALFORMED for a ticket that cannot be
 * one. The memory of a received stream counts as reserved until its last reference is released.
 *
 * <p>All streams of an instance run on one thread of its own, which ends with {@link #close}.
 */
public final class TcpStreams implements Streams {

  private static final int MAX_PORT = 65535;
  private static final int TRIAL_BYTES = 1 << 20;
  private static final Duration TRIAL_PATIENCE = Duration.ofSeconds(5);
  /** On a busy machine the first handshake of a process may take longer than the limits for later ones. */
  private static final int TRIALS = 3;

  private final Vertx vertx;
  private final StreamLoop loop;
  private final StreamServer server;
  private final StreamClient client;

  private TcpStreams(Vertx vertx, StreamOptions options, Optional<Tls> tls) {
    this.vertx = vertx;
    this.loop = new StreamLoop(tls);
    this.server = new StreamServer(loop, options);
    this.client = new StreamClient(loop, options);
  }

  /**
   * Reads the certificates, if there are to be some, and starts to listen. With TLS, a stream is sent to this node
   * itself first: files that do not go together fail here and not with the first job, and the first job does not pay
   * for the loading and compiling of the ciphers, which takes a second.
   *
   * @param options are copied
   * @return fails with an {@link IOException} when a file is of no use or the address cannot be bound
   */
  public static Future<TcpStreams> open(Vertx vertx, StreamOptions options) {
    StreamOptions copy = new StreamOptions(options);
    return vertx.executeBlocking(() -> tls(copy))
        .compose(tls -> new TcpStreams(vertx, copy, tls).listen(copy));
  }

  private static Optional<Tls> tls(StreamOptions options) throws Exception {
    return options.getTls().isPresent() ? Optional.of(Tls.read(options.getTls().get())) : Optional.empty();
  }

  private Future<TcpStreams> listen(StreamOptions options) {
    Caller<Void> caller = Caller.current(vertx);
    server.listen(caller);
    return caller.result()
        .compose(bound -> options.getTls().isPresent() ? tryTls(options, TRIALS) : Future.<Void>succeededFuture())
        .map(this)
        .recover(failure -> close().transform(closed -> Future.failedFuture(failure)));
  }

  private Future<Void> tryTls(StreamOptions options, int trials) {
    int length = (int) Math.min(TRIAL_BYTES, options.getMaxBytes());
    InboundStream inbound = expect(length, TRIAL_PATIENCE);
    StreamTicket toItself = server.directTicket(inbound.ticket());
    return send(toItself, Bytes.wrap(new byte[length]), TRIAL_PATIENCE)
        .compose(sent -> inbound.received())
        .<Void>map(received -> {
          received.release();
          return null;
        })
        .recover(failure -> {
          inbound.cancel();
          return trials > 1 ? tryTls(options, trials - 1)
              : Future.failedFuture(new IOException("no stream with TLS to this node itself with "
                  + options.getTls().get() + ": " + failure.getMessage(), failure));
        });
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the length is negative or more than a buffer can have
   */
  @Override
  public InboundStream expect(long length, Duration patience) {
    if (length < 0 || length > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("length is " + length + ", not in 0.." + Integer.MAX_VALUE);
    }
    Caller<ReceivedStream> owner = Caller.current(vertx);
    return server.expect((int) length, patience, owner);
  }

  @Override
  public Future<Hash> send(StreamTicket ticket, Bytes data, Duration patience) {
    if (ticket.secret().length() != StreamTicket.SECRET_BYTES || ticket.port() < 1 || ticket.port() > MAX_PORT) {
      return Future.failedFuture(new PvfException(FailureCode.MALFORMED, "secret or port cannot be right: " + ticket));
    }
    Caller<Hash> caller = Caller.current(vertx);
    return resolve(ticket).compose(peer -> {
      if (peer.isUnresolved()) {
        caller.fail(new PvfException(FailureCode.UNAVAILABLE, "unknown host " + ticket.host()));
      } else {
        client.send(peer, ticket, data, patience, caller);
      }
      return caller.result();
    });
  }

  /** Looking a name up blocks, an address is none. */
  private Future<InetSocketAddress> resolve(StreamTicket ticket) {
    boolean literal = NetUtil.isValidIpV4Address(ticket.host()) || NetUtil.isValidIpV6Address(ticket.host());
    return literal ? Future.succeededFuture(new InetSocketAddress(ticket.host(), ticket.port()))
        : vertx.executeBlocking(() -> new InetSocketAddress(ticket.host(), ticket.port()), false);
  }

  /** The address that tickets carry. */
  public String host() {
    return server.publicHost();
  }

  /** The port that tickets carry. */
  public int port() {
    return server.publicPort();
  }

  @Override
  public Map<String, Long> refused() {
    return server.refused();
  }

  @Override
  public long reservedBytes() {
    return server.reservedBytes();
  }

  @Override
  public Future<Void> close() {
    Caller<Void> caller = Caller.current(vertx);
    loop.run(() -> {
      server.close();
      client.close();
    });
    loop.close(caller);
    return caller.result();
  }
}
