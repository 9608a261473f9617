package io.pvfhost.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads frames from a blocking stream. Used by one thread. After any exception the stream cannot be read further.
 */
public final class FrameInput {

  private final InputStream in;
  private final long maxFrameBytes;
  private final byte[] header = new byte[Frames.HEADER_BYTES];

  /**
   * Frames of a stream.
   *
   * @param in read exactly up to the end of each frame, never further
   * @param maxFrameBytes largest payload that is taken, 1 to {@link Frames#MAX_FRAME_BYTES}
   */
  public FrameInput(InputStream in, long maxFrameBytes) {
    this.in = Objects.requireNonNull(in, "in");
    this.maxFrameBytes = Frames.checkMax(maxFrameBytes);
  }

  /**
   * Waits for the next frame.
   *
   * @return its payload, the caller's own; empty when the stream ended where a frame could have begun
   * @throws FrameException if the stream ends inside a frame, or the frame is too long
   * @throws IOException if the stream fails
   */
  public Optional<byte[]> read() throws IOException {
    int headerBytes = in.readNBytes(header, 0, header.length);
    if (headerBytes == 0) {
      return Optional.empty();
    }
    if (headerBytes < header.length) {
      throw FrameException.endInHeader(headerBytes);
    }
    return Optional.of(payload((int) Frames.checkLength(Frames.decodeHeader(header, 0), maxFrameBytes)));
  }

  private byte[] payload(int length) throws IOException {
    byte[] payload = new byte[length];
    int read = in.readNBytes(payload, 0, length);
    if (read < length) {
      throw FrameException.endInPayload(read, length);
    }
    return payload;
  }
}
