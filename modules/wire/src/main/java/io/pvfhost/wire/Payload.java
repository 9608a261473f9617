package io.pvfhost.wire;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The payload of one frame, in parts, so that large data need not be copied to stand behind what precedes it.
 *
 * <p>The parts are views of the sender's memory: whoever writes them leaves their contents alone, and takes a view of
 * its own before it moves a position.
 *
 * @param parts the bytes in sending order, from each buffer's position to its limit
 */
public record Payload(List<ByteBuffer> parts) {

  /** Keeps a list of its own. */
  public Payload {
    parts = List.copyOf(parts);
  }

  /** A payload of one part, which is not copied. */
  public static Payload of(byte[] bytes) {
    return new Payload(List.of(ByteBuffer.wrap(bytes)));
  }

  /** Bytes of all parts together. */
  public long length() {
    return parts.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  /**
   * A copy of all parts in one array.
   *
   * @throws ArithmeticException if no array can be that long
   */
  public byte[] toByteArray() {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(length()));
    parts.forEach(part -> all.put(part.duplicate()));
    return all.array();
  }
}
