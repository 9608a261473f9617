package io.pvfhost.cluster;

import io.netty.buffer.ByteBuf;
import io.pvfhost.scale.Hash;

/**
 * The bytes of a stream in direct memory, and their hash. Whoever takes it from {@link InboundStream#received()} owns
 * it and releases it once.
 *
 * @param content the bytes
 * @param sha256 their SHA-256, computed as they came
 */
public record ReceivedStream(ByteBuf content, Hash sha256) {

  /** Gives the memory back. */
  public void release() {
    content.release();
  }
}
