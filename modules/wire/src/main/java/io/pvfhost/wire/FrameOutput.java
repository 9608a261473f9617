package io.pvfhost.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** Writes frames to a blocking stream. Used by one thread. */
public final class FrameOutput {

  private static final int ONE_WRITE_BYTES = 8192;

  private final OutputStream out;

  /**
   * Frames to a stream.
   *
   * @param out needs no buffer of its own: a small frame is one write, a large one two
   */
  public FrameOutput(OutputStream out) {
    this.out = Objects.requireNonNull(out, "out");
  }

  /**
   * Writes one frame and flushes.
   *
   * @param payload of the frame
   * @throws IOException if the stream fails; how much of the frame was written is unknown then
   */
  public void write(byte[] payload) throws IOException {
    byte[] header = Frames.encodeHeader(payload.length);
    if (payload.length <= ONE_WRITE_BYTES - header.length) {
      writeAtOnce(header, payload);
    } else {
      out.write(header);
      out.write(payload);
    }
    out.flush();
  }

  private void writeAtOnce(byte[] header, byte[] payload) throws IOException {
    byte[] frame = new byte[header.length + payload.length];
    System.arraycopy(header, 0, frame, 0, header.length);
    System.arraycopy(payload, 0, frame, header.length, payload.length);
    out.write(frame);
  }
}
