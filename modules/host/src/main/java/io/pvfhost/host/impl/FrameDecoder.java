package io.pvfhost.host.impl;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.pvfhost.wire.FrameException;
import io.pvfhost.wire.Frames;

/**
 * Cuts the byte stream of a worker into frames (protocol, section 2).
 *
 * <pre>
 *  0               8                 8 + length
 *  +---------------+-----------------+
 *  | length u64 LE | payload         |
 *  +---------------+-----------------+
 * </pre>
 *
 * The length is checked against the limit before anything is allocated, and the payload is read into an array of
 * exactly its size, which is passed on. The end of the stream inside a frame is reported as a {@link FrameException}
 * with byte counts; at a frame boundary it is nothing but the end.
 */
final class FrameDecoder extends ChannelInboundHandlerAdapter {

  private final long maxFrameBytes;
  private final byte[] header = new byte[Frames.HEADER_BYTES];
  private int headerBytes;
  private byte[] payload;
  private int payloadBytes;
  private boolean failed;

  FrameDecoder(long maxFrameBytes) {
    this.maxFrameBytes = maxFrameBytes;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws FrameException {
    ByteBuf in = (ByteBuf) message;
    try {
      while (in.isReadable() && !failed) {
        decode(ctx, in);
      }
    } catch (FrameException e) {
      failed = true;
      throw e;
    } finally {
      in.release();
    }
  }

  private void decode(ChannelHandlerContext ctx, ByteBuf in) throws FrameException {
    if (payload == null) {
      int count = Math.min(in.readableBytes(), header.length - headerBytes);
      in.readBytes(header, headerBytes, count);
      headerBytes += count;
      if (headerBytes < header.length) {
        return;
      }
      payload = new byte[(int) Frames.checkLength(Frames.decodeHeader(header, 0), maxFrameBytes)];
    }
    int count = Math.min(in.readableBytes(), payload.length - payloadBytes);
    in.readBytes(payload, payloadBytes, count);
    payloadBytes += count;
    if (payloadBytes == payload.length) {
      byte[] frame = payload;
      reset();
      ctx.fireChannelRead(frame);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (!failed && payload != null) {
      ctx.fireExceptionCaught(FrameException.endInPayload(payloadBytes, payload.length));
    } else if (!failed && headerBytes > 0) {
      ctx.fireExceptionCaught(FrameException.endInHeader(headerBytes));
    }
    ctx.fireChannelInactive();
  }

  private void reset() {
    payload = null;
    payloadBytes = 0;
    headerBytes = 0;
  }
}
