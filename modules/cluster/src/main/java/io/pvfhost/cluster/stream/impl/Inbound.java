package io.pvfhost.cluster.stream.impl;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.ScheduledFuture;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.ReceivedStream;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One stream that a ticket was given out for.
 *
 * <pre>
 *   WAITING --begin--> FLOWING --last byte--> COMPLETE --handed over--> ENDED
 *      |                  |                      |
 *      +----- cancel, patience, fault, close ----+--------------------> ENDED
 * </pre>
 *
 * <p>The owner may cancel on any thread, and the handing over happens on its context; whoever brings {@link #ended}
 * about decides, exactly once, what the owner gets. All else runs on the loop.
 */
final class Inbound implements InboundStream {

  /** As much as is hashed at once. */
  private static final int LARGEST_SPACE_BYTES = 256 << 10;
  private static final long PROGRESS_PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Who ends it. */
  private enum End { NOT_YET, HANDED_OVER, FAILED }

  private final StreamServer server;
  private final StreamTicket ticket;
  private final int length;
  private final long patienceNanos;
  private final Caller<ReceivedStream> owner;
  private final AtomicReference<End> ended = new AtomicReference<>(End.NOT_YET);
  private final MessageDigest digest = Sha256.digest();
  private volatile Runnable progress = () -> { };

  private InboundConnection connection;
  private StreamMemory content;
  /** Whether the memory, or the right to it, is no longer looked after here. */
  private boolean done;
  private long lastProgress = System.nanoTime();
  private long lastTold = lastProgress - PROGRESS_PERIOD_NANOS;
  private ScheduledFuture<?> timer;

  Inbound(StreamServer server, StreamTicket ticket, int length, Duration patience, Caller<ReceivedStream> owner) {
    this.server = server;
    this.ticket = ticket;
    this.length = length;
    this.patienceNanos = patience.toNanos();
    this.owner = owner;
  }

  @Override
  public StreamTicket ticket() {
    return ticket;
  }

  @Override
  public Future<ReceivedStream> received() {
    return owner.result();
  }

  @Override
  public void onProgress(Runnable action) {
    progress = action;
  }

  @Override
  public void cancel() {
    if (ended.compareAndSet(End.NOT_YET, End.FAILED)) {
      server.withdraw(this);
    }
  }

  /** Starts to wait for the sender. */
  void await() {
    if (!done) {
      watch(patienceNanos);
    }
  }

  private void watch(long nanos) {
    timer = server.loop().schedule(this::checkProgress, nanos, TimeUnit.NANOSECONDS);
  }

  private void checkProgress() {
    long left = patienceNanos - (System.nanoTime() - lastProgress);
    if (left > 0) {
      watch(left);
    } else if (connection == null) {
      fail(FailureCode.UNAVAILABLE, "the stream did not begin in time");
    } else {
      connection.refuse(Refusal.STALLED, "no byte of the stream came for "
          + TimeUnit.NANOSECONDS.toMillis(patienceNanos) + " ms");
    }
  }

  int length() {
    return length;
  }

  /**
   * The sender is there, and its announcement is right: memory is allocated.
   *
   * @return whether the stream may flow; not when it has been withdrawn in the meantime
   * @throws OutOfMemoryError when there is no direct memory left
   */
  boolean begin(InboundConnection from) {
    if (ended.get() != End.NOT_YET) {
      return false;
    }
    connection = from;
    content = server.allocate(length);
    onBytes();
    return true;
  }

  int missing() {
    return length - content.writerIndex();
  }

  /** A view of the memory for the bytes that come next, with a reference of its own; empty when none are missing. */
  ByteBuf space() {
    return content.retainedSlice(content.writerIndex(), Math.min(missing(), LARGEST_SPACE_BYTES)).clear();
  }

  /** Bytes have been written into the memory. */
  void taken(int count) {
    int at = content.writerIndex();
    content.writerIndex(at + count);
    digest.update(content.nioBuffer(at, count));
    onBytes();
  }

  /** Copies bytes, no more than are missing. */
  void take(ByteBuf in, int count) {
    content.setBytes(content.writerIndex(), in, count);
    taken(count);
  }

  private void onBytes() {
    lastProgress = System.nanoTime();
    if (lastProgress - lastTold >= PROGRESS_PERIOD_NANOS) {
      lastTold = lastProgress;
      owner.run(() -> progress.run());
    }
  }

  /** All bytes are there. */
  void complete() {
    finish();
    ReceivedStream stream = new ReceivedStream(content, Hash.of(digest.digest()));
    owner.run(() -> {
      if (ended.compareAndSet(End.NOT_YET, End.HANDED_OVER)) {
        owner.completeHere(stream);
      } else {
        stream.release();
      }
    });
  }

  /** Ends it unless it is complete; its connection is looked after by the caller. */
  void fail(FailureCode code, String message) {
    free();
    if (ended.compareAndSet(End.NOT_YET, End.FAILED)) {
      owner.fail(new PvfException(code, message));
    }
  }

  /** Frees what has come of a withdrawn stream; what was complete is freed where it was to be handed over. */
  void abandon() {
    if (!done && connection != null) {
      connection.close();
    }
    free();
    owner.fail(new PvfException(FailureCode.CANCELLED, "the stream was withdrawn"));
  }

  private void free() {
    if (done) {
      return;
    }
    finish();
    if (content != null) {
      content.release();
    } else {
      server.giveBack(length);
    }
  }

  private void finish() {
    done = true;
    server.forget(this);
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
