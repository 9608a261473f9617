package io.pvfhost.cluster.stream.impl;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.scale.Hash;

import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One stream to be sent: what has gone of it, its hash, and the sender's patience. Runs on the loop. */
final class Outbound {

  private static final int CHUNK_BYTES = 256 << 10;

  private final EventLoop loop;
  private final InetSocketAddress peer;
  private final StreamTicket ticket;
  private final byte[] data;
  private final long patienceNanos;
  private final Caller<Hash> caller;
  private final MessageDigest digest = Sha256.digest();
  private int sent;
  private int hashed;
  private boolean restarted;
  private boolean done;
  private OutboundConnection connection;
  private long lastProgress = System.nanoTime();
  private ScheduledFuture<?> timer;

  Outbound(EventLoop loop, InetSocketAddress peer, StreamTicket ticket, byte[] data, Duration patience,
      Caller<Hash> caller) {
    this.loop = loop;
    this.peer = peer;
    this.ticket = ticket;
    this.data = data;
    this.patienceNanos = patience.toNanos();
    this.caller = caller;
    watch(patienceNanos);
  }

  private void watch(long nanos) {
    timer = loop.schedule(this::checkProgress, nanos, TimeUnit.NANOSECONDS);
  }

  private void checkProgress() {
    long left = patienceNanos - (System.nanoTime() - lastProgress);
    if (left > 0) {
      watch(left);
    } else {
      fail(FailureCode.UNAVAILABLE, "the stream to " + peer + " made no progress for "
          + TimeUnit.NANOSECONDS.toMillis(patienceNanos) + " ms, " + sent + " of " + data.length + " bytes were sent");
      connection.close();
    }
  }

  InetSocketAddress peer() {
    return peer;
  }

  /** Is told which connection it goes by. */
  void via(OutboundConnection chosen) {
    connection = chosen;
  }

  ByteBuf head(ByteBufAllocator pool) {
    ByteBuf head = pool.directBuffer(StreamHead.BYTES);
    StreamHead.write(ticket, data.length, head);
    return head;
  }

  boolean allSent() {
    return sent == data.length;
  }

  /**
   * The next chunk.
   *
   * @param direct whether it has to be in direct memory, which a socket wants and a cipher does not
   */
  ByteBuf next(ByteBufAllocator pool, boolean direct) {
    int count = Math.min(CHUNK_BYTES, data.length - sent);
    ByteBuf chunk = direct ? pool.directBuffer(count, count).writeBytes(data, sent, count)
        : Unpooled.wrappedBuffer(data, sent, count);
    sent += count;
    return chunk;
  }

  /** Hashes what has been given out, while the receiver is busy with it. */
  void hash() {
    digest.update(data, hashed, sent - hashed);
    hashed = sent;
  }

  /** The kernel has taken something. */
  void progress() {
    lastProgress = System.nanoTime();
  }

  /** Begins again, once. */
  boolean restart() {
    if (restarted || done) {
      return false;
    }
    restarted = true;
    sent = 0;
    hashed = 0;
    digest.reset();
    return true;
  }

  void complete() {
    if (finish()) {
      caller.complete(Hash.of(digest.digest()));
    }
  }

  void fail(FailureCode code, String message) {
    if (finish()) {
      caller.fail(new PvfException(code, message));
    }
  }

  private boolean finish() {
    boolean first = !done;
    done = true;
    timer.cancel(false);
    return first;
  }
}
