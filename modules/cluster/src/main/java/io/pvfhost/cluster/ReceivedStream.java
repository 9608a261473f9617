package io.pvfhost.cluster;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;

import java.nio.ByteBuffer;

/**
 * The bytes of a stream in direct memory, and their hash. Whoever takes it from {@link InboundStream#received()} owns
 * it and releases it once.
 *
 * @param content the bytes
 * @param sha256 their SHA-256, computed as they came
 */
public record ReceivedStream(ByteBuf content, Hash sha256) {

  /** Number of bytes. */
  public int length() {
    return content.readableBytes();
  }

  /** A view of the bytes, valid until they are released. */
  public ByteBuffer bytes() {
    return content.nioBuffer();
  }

  /** A copy of the bytes. */
  public Bytes copy() {
    return Bytes.wrap(ByteBufUtil.getBytes(content));
  }

  /** Gives the memory back. */
  public void release() {
    content.release();
  }
}
