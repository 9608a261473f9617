package io.pvfhost.host.impl;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.pvfhost.host.HostLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The socket on which exactly one worker is awaited.
 *
 * <p>Whoever connects is judged by the process id in the peer credentials. The worker may connect before the host
 * knows its process id, so connections wait until {@link #expect} names it. Strangers are closed. Runs on the loop.
 */
public final class Rendezvous {

  private static final Logger LOG = LoggerFactory.getLogger(Rendezvous.class);
  /** Connections that may wait while the process id is unknown; there is one honest one. */
  private static final int MAX_WAITING = 8;
  private static final int SEND_BUFFER_BYTES = 1 << 20;

  private final Path socket;
  private final Promise<Channel> worker;
  private final List<EpollDomainSocketChannel> waiting = new ArrayList<>();
  private OptionalLong pid = OptionalLong.empty();
  private Channel server;

  private Rendezvous(HostLoop loop, Path socket) {
    this.socket = socket;
    this.worker = loop.promise();
  }

  /** Binds the socket; the future fails when it cannot be bound. */
  public static Future<Rendezvous> bind(HostLoop loop, Path socket) {
    Rendezvous rendezvous = new Rendezvous(loop, socket);
    Promise<Rendezvous> bound = loop.promise();
    ChannelFuture bind = new ServerBootstrap()
        .group(loop.netty())
        .channel(EpollServerDomainSocketChannel.class)
        .childOption(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
        .childHandler(new ChannelInitializer<EpollDomainSocketChannel>() {
          @Override
          protected void initChannel(EpollDomainSocketChannel channel) {
            loop.run(() -> rendezvous.onConnect(channel));
          }
        })
        .bind(new DomainSocketAddress(socket.toFile()));
    bind.addListener(done -> {
      if (done.isSuccess()) {
        rendezvous.server = bind.channel();
        bound.complete(rendezvous);
      } else {
        bound.fail(done.cause());
      }
    });
    return bound.future();
  }

  /** Names the process that is awaited. */
  public void expect(long processId) {
    pid = OptionalLong.of(processId);
    List<EpollDomainSocketChannel> early = List.copyOf(waiting);
    waiting.clear();
    early.forEach(this::judge);
  }

  /** Completes with the worker's channel, which does not read yet. */
  public Future<Channel> worker() {
    return worker.future();
  }

  /** Closes the socket and every connection but the worker's. The path is removed by the caller, on a worker thread. */
  public void close() {
    server.close();
    waiting.forEach(Channel::close);
    waiting.clear();
  }

  private void onConnect(EpollDomainSocketChannel channel) {
    if (worker.future().isComplete()) {
      reject(channel, "the worker is connected already");
    } else if (pid.isPresent()) {
      judge(channel);
    } else if (waiting.size() < MAX_WAITING) {
      waiting.add(channel);
    } else {
      reject(channel, "too many connections");
    }
  }

  private void judge(EpollDomainSocketChannel channel) {
    long peer;
    try {
      peer = channel.peerCredentials().pid();
    } catch (IOException e) {
      reject(channel, "its credentials cannot be read: " + e.getMessage());
      return;
    }
    if (peer != pid.getAsLong()) {
      reject(channel, "it is process " + peer + ", not " + pid.getAsLong());
    } else if (!worker.tryComplete(channel)) {
      reject(channel, "the worker is connected already");
    }
  }

  private void reject(Channel channel, String reason) {
    LOG.warn("a connection to {} is refused: {}", socket, reason);
    channel.close();
  }
}
