package io.pvfhost.wire;

import java.io.IOException;

/** A stream that is not a sequence of frames. It cannot be read further: the place of the next header is unknown. */
public final class FrameException extends IOException {

  private static final long serialVersionUID = 1L;

  private FrameException(String message) {
    super(message);
  }

  /**
   * The stream ended inside a header.
   *
   * @param read header bytes that came
   */
  public static FrameException endInHeader(int read) {
    return new FrameException("end of stream after " + read + " of " + Frames.HEADER_BYTES + " header bytes");
  }

  /**
   * The stream ended inside a payload.
   *
   * @param read payload bytes that came
   * @param length payload bytes the header promised
   */
  public static FrameException endInPayload(long read, long length) {
    return new FrameException("end of stream after " + read + " of " + length + " payload bytes");
  }

  /**
   * A header promises more than the receiver takes.
   *
   * @param length bytes promised, an unsigned number
   * @param max bytes the receiver takes
   */
  public static FrameException tooLong(long length, long max) {
    return new FrameException("frame of " + Long.toUnsignedString(length) + " bytes, at most " + max + " are taken");
  }
}
