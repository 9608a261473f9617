package io.pvfhost.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/** Blocking, buffered stream to a channel with one fixed direct buffer. Used by one thread. */
final class ChannelOutput extends OutputStream {
  private final WritableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(ChannelInput.BUFFER_BYTES);

  ChannelOutput(WritableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int value) throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
    buffer.put((byte) value);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    int from = offset;
    int end = offset + length;
    while (from < end) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int count = Math.min(end - from, buffer.remaining());
      buffer.put(source, from, count);
      from += count;
    }
  }

  @Override
  public void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }
}
