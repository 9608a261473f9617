package io.pvfhost.host.impl;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCounted;
import io.pvfhost.wire.Frames;
import io.pvfhost.wire.Payload;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Writes one message without copying it as a whole.
 *
 * <p>Small parts are put together in one buffer. A large part in direct memory is given to the channel where it lies;
 * the channel gathers it with its neighbours in one write. The kernel does not read the Java heap, so a large part
 * there is copied slice by slice, the next one when the kernel has taken the last: one slice of direct memory instead
 * of as much as the part. Runs on the channel's event loop.
 */
final class FrameWriter {

  /** Parts up to this size are put together. */
  private static final int SMALL_BYTES = 16 << 10;
  private static final int SLICE_BYTES = 256 << 10;

  private final Channel channel;
  private final ReferenceCounted memory;
  private final Queue<ByteBuffer> parts = new ArrayDeque<>();
  private final ChannelPromise sent;

  private FrameWriter(Channel channel, ReferenceCounted memory) {
    this.channel = channel;
    this.memory = memory;
    this.sent = channel.newPromise();
  }

  /**
   * Writes frames and flushes.
   *
   * @param memory the owner of what the payloads consist of; retained until the channel does not read it any more
   * @return completes when the kernel has taken the last byte; after a failure, part of a frame may have been written
   */
  static ChannelFuture write(Channel channel, List<Payload> payloads, ReferenceCounted memory) {
    FrameWriter writer = new FrameWriter(channel, memory);
    for (Payload payload : payloads) {
      writer.parts.add(ByteBuffer.wrap(Frames.encodeHeader(payload.length())));
      payload.parts().forEach(part -> writer.parts.add(part.duplicate()));
    }
    memory.retain();
    writer.sent.addListener(done -> memory.release());
    writer.advance();
    return writer.sent;
  }

  /** Gives the channel what it can take without more than one slice being copied. */
  private void advance() {
    try {
      boolean more = true;
      while (more && !sent.isDone()) {
        more = writeNext();
      }
    } catch (OutOfMemoryError e) {
      // Direct memory has a limit of its own, and streams from other hosts may have used it up: only this job suffers.
      fail(e);
    }
    channel.flush();
  }

  /** Whether there may be more to write at once. */
  private boolean writeNext() {
    ByteBuffer part = parts.peek();
    if (part != null && part.remaining() > SMALL_BYTES) {
      return part.isDirect() ? writeInPlace(parts.remove()) : writeSlice(part);
    }
    ByteBuf small = channel.alloc().directBuffer();
    try {
      while (part != null && part.remaining() <= SMALL_BYTES) {
        small.writeBytes(parts.remove());
        part = parts.peek();
      }
      ChannelFuture written = write(small.retain());
      if (part == null) {
        written.addListener(last -> sent.trySuccess());
      }
    } finally {
      small.release();
    }
    return part != null;
  }

  private boolean writeInPlace(ByteBuffer part) {
    // Its own reference: the write may be under way still when another one has failed.
    memory.retain();
    write(Unpooled.wrappedBuffer(part)).addListener(done -> memory.release());
    return true;
  }

  private boolean writeSlice(ByteBuffer part) {
    int count = Math.min(SLICE_BYTES, part.remaining());
    ByteBuf slice = channel.alloc().directBuffer(count);
    slice.writeBytes(part.slice(part.position(), count));
    part.position(part.position() + count);
    if (!part.hasRemaining()) {
      parts.remove();
    }
    write(slice).addListener(taken -> advance());
    return false;
  }

  private ChannelFuture write(ByteBuf bytes) {
    return channel.write(bytes).addListener(done -> {
      if (!done.isSuccess()) {
        fail(done.cause());
      }
    });
  }

  private void fail(Throwable cause) {
    parts.clear();
    sent.tryFailure(cause);
  }
}
