package io.pvfhost.cluster.stream.impl;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import io.pvfhost.api.FailureCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One connection of a sender, which brings one stream after the other.
 *
 * <pre>
 * 0              16                24
 * +--------------+-----------------+--------------+     each stream is answered, when all of it is here,
 * | ticket, 16 B | length, u64 LE  | bytes ...    |     with one byte, 1
 * +--------------+-----------------+--------------+
 * </pre>
 *
 * <p>Until the head of a stream has been found right, a connection costs the array it is read into, and time: a limit
 * for its first head, another one for the time between two streams. Whatever is not as it should be closes the
 * connection without an answer. Runs on the loop.
 */
final class InboundConnection extends ChannelInboundHandlerAdapter {

  /** Says that a stream has been taken as a whole. */
  static final byte TAKEN = 1;

  private static final Logger LOG = LoggerFactory.getLogger(InboundConnection.class);

  private final StreamServer server;
  private final byte[] head = new byte[StreamHead.BYTES];
  private int headBytes;
  private Inbound stream;
  /** The view of the stream's memory that the socket reads into. */
  private ByteBuf inPlace;
  private boolean proven;
  private boolean closed;
  private ChannelHandlerContext context;
  private ScheduledFuture<?> timer;

  InboundConnection(StreamServer server) {
    this.server = server;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    awaitHead(server.headerTimeout());
    server.opened(this);
  }

  private void awaitHead(Duration limit) {
    timer = server.loop().schedule(this::onHeadMissing, limit.toMillis(), TimeUnit.MILLISECONDS);
    server.waits(this);
  }

  private void onHeadMissing() {
    if (idle()) {
      close();
    } else {
      refuse(Refusal.SLOW_HEADER, "the head of the stream did not come in time");
    }
  }

  /** Whether it has brought a stream, and nothing of another one. */
  private boolean idle() {
    return proven && stream == null && headBytes == 0;
  }

  /** A buffer for what comes next: the rest of a head, or the memory of the stream. */
  ByteBuf space(ByteBufAllocator pool) {
    if (stream == null) {
      return pool.directBuffer(head.length - headBytes);
    }
    if (stream.missing() == 0) {
      // One byte more than there may be.
      return pool.directBuffer(1, 1);
    }
    inPlace = stream.space();
    return inPlace;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      if (in == inPlace) {
        stream.taken(in.readableBytes());
      } else {
        take(in);
      }
    } finally {
      inPlace = null;
      in.release();
    }
  }

  private void take(ByteBuf in) {
    while (in.isReadable() && !closed) {
      if (stream == null) {
        readHead(in);
      } else if (stream.missing() > 0) {
        stream.take(in, Math.min(in.readableBytes(), stream.missing()));
      } else {
        refuse(Refusal.EXTRA_BYTES, "more bytes came than were announced");
      }
    }
  }

  private void readHead(ByteBuf in) {
    int count = Math.min(in.readableBytes(), head.length - headBytes);
    in.readBytes(head, headBytes, count);
    headBytes += count;
    if (headBytes == head.length) {
      timer.cancel(false);
      server.waitsNoMore(this);
      begin(new StreamHead(head));
    }
  }

  private void begin(StreamHead announced) {
    Optional<Inbound> claimed = server.claim(announced.ticket());
    if (claimed.isEmpty()) {
      refuse(server.wasSpent(announced.ticket()) ? Refusal.SPENT_TICKET : Refusal.UNKNOWN_TICKET, "");
      return;
    }
    stream = claimed.get();
    if (announced.length() != stream.length()) {
      refuse(Refusal.WRONG_LENGTH, "the sender announced " + Long.toUnsignedString(announced.length()) + " bytes, not "
          + stream.length());
      return;
    }
    try {
      if (!stream.begin(this)) {
        refuse(Refusal.SPENT_TICKET, "");
      }
    } catch (OutOfMemoryError e) {
      LOG.error("no direct memory for a stream of {} bytes: {}", stream.length(), e.getMessage());
      refuse(Refusal.NO_MEMORY, "there is no direct memory left");
    }
  }

  /** Ends a stream when nothing more is there to be read: a sender that sends too much is not told that all is well. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (stream != null && stream.missing() == 0) {
      stream.complete();
      stream = null;
      headBytes = 0;
      proven = true;
      ctx.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {TAKEN}));
      awaitHead(server.idleTimeout());
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
      LOG.debug("TLS with {} failed", ctx.channel().remoteAddress(), handshake.cause());
      refuse(Refusal.HANDSHAKE, "");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("connection of {} failed", ctx.channel().remoteAddress(), cause);
    end("the connection failed: " + cause.getMessage());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end("the sender closed the connection");
  }

  private void end(String reason) {
    if (stream != null) {
      refuse(Refusal.SHORT_STREAM, reason + " after " + (stream.length() - stream.missing()) + " of " + stream.length()
          + " bytes");
    } else if (idle()) {
      close();
    } else {
      refuse(Refusal.SHORT_HEADER, "");
    }
  }

  /** Makes room for another connection, if this one waits. */
  void crowdOut() {
    if (idle()) {
      close();
    } else {
      refuse(Refusal.CROWDED_OUT, "");
    }
  }

  /** Counts, closes, and tells the owner of the stream, if there is one. */
  void refuse(Refusal cause, String message) {
    if (closed) {
      return;
    }
    server.count(cause, context.channel().remoteAddress());
    Inbound failed = stream;
    close();
    if (failed != null) {
      failed.fail(FailureCode.UNAVAILABLE, message);
    }
  }

  /** The node ends. */
  void shut() {
    Inbound failed = stream;
    close();
    if (failed != null) {
      failed.fail(FailureCode.UNAVAILABLE, StreamServer.CLOSED);
    }
  }

  /** Closes without a word. */
  void close() {
    if (!closed) {
      closed = true;
      stream = null;
      timer.cancel(false);
      server.closed(this);
      context.close();
    }
  }
}
