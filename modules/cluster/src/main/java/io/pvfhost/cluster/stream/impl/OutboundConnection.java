package io.pvfhost.cluster.stream.impl;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import io.pvfhost.api.FailureCode;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * One connection to a receiver. Sends one stream at a time, a chunk per turn of the loop and no more than the channel
 * takes, and may be used again when the receiver has answered. Runs on the loop.
 */
final class OutboundConnection extends ChannelInboundHandlerAdapter {

  private final StreamClient client;
  private final InetSocketAddress peer;
  private Outbound stream;
  private Channel channel;
  private boolean used;
  private boolean turnAsked;
  private boolean closed;
  private ScheduledFuture<?> idleTimer;

  OutboundConnection(StreamClient client, Outbound stream) {
    this.client = client;
    this.peer = stream.peer();
    this.stream = stream;
    stream.via(this);
  }

  InetSocketAddress peer() {
    return peer;
  }

  /** Is told of its channel, which may not be connected yet. */
  void on(Channel connecting) {
    channel = connecting;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (!client.ciphered()) {
      begin();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        begin();
      } else {
        fail("TLS with " + peer + " failed: " + handshake.cause().getMessage());
      }
    }
  }

  /** Sends another stream. */
  void send(Outbound next) {
    idleTimer.cancel(false);
    used = true;
    stream = next;
    next.via(this);
    begin();
  }

  private void begin() {
    if (stream != null) {
      channel.write(stream.head(channel.alloc()));
      writeNext();
    }
  }

  private void writeNext() {
    Outbound current = stream;
    if (current.allSent()) {
      channel.flush();
      return;
    }
    ByteBuf chunk = current.next(channel.alloc(), !client.ciphered());
    channel.writeAndFlush(chunk).addListener(taken -> {
      if (taken.isSuccess()) {
        current.progress();
      }
    });
    current.hash();
    askTurn();
  }

  /** The next chunk is written in a later turn, so that the streams of a loop advance together. */
  private void askTurn() {
    if (!turnAsked && stream != null && !stream.allSent() && channel.isWritable()) {
      turnAsked = true;
      channel.eventLoop().execute(() -> {
        turnAsked = false;
        if (stream != null) {
          writeNext();
        }
      });
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    askTurn();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      onAnswer(in);
    } finally {
      in.release();
    }
  }

  private void onAnswer(ByteBuf in) {
    boolean taken = in.readableBytes() == 1 && in.readByte() == InboundConnection.TAKEN;
    if (stream == null || !stream.allSent() || !taken) {
      fail("the receiver at " + peer + " answered what is no answer");
      return;
    }
    Outbound sent = stream;
    stream = null;
    sent.complete();
    idleTimer = channel.eventLoop().schedule(this::close, client.idleMillis(), TimeUnit.MILLISECONDS);
    client.idle(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail("the connection to " + peer + " failed: " + cause.getMessage());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    Outbound lost = stream;
    // The receiver may have closed an idle connection at the moment when it was used again.
    if (used && lost != null && lost.restart()) {
      stream = null;
      close();
      client.connect(lost);
    } else {
      fail("the receiver at " + peer + " closed the connection");
    }
  }

  /** Closes, and fails the stream that is under way. */
  void fail(String message) {
    Outbound lost = stream;
    close();
    if (lost != null) {
      lost.fail(FailureCode.UNAVAILABLE, message);
    }
  }

  void close() {
    if (!closed) {
      closed = true;
      stream = null;
      if (idleTimer != null) {
        idleTimer.cancel(false);
      }
      client.closed(this);
      channel.close();
    }
  }
}
