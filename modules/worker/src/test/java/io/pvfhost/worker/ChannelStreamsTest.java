package io.pvfhost.worker;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class ChannelStreamsTest {
  private static final byte[] DATA = new byte[3 * ChannelInput.BUFFER_BYTES + 17];

  static {
    new Random(1).nextBytes(DATA);
  }

  @Test
  void everyByteArrivesInOrderHoweverFewAReadGives() throws IOException {
    try (ChannelInput in = new ChannelInput(new Trickle(DATA))) {
      byte[] first = in.readNBytes(8);
      int ninth = in.read();
      byte[] rest = in.readAllBytes();
      assertArrayEquals(Arrays.copyOf(DATA, 8), first);
      assertEquals(DATA[8] & 0xff, ninth);
      assertArrayEquals(Arrays.copyOfRange(DATA, 9, DATA.length), rest);
      assertEquals(-1, in.read());
    }
  }

  @Test
  void everyByteIsWrittenInOrderHoweverFewAWriteTakes() throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (ChannelOutput out = new ChannelOutput(new Sip(written))) {
      out.write(DATA[0]);
      out.write(DATA, 1, DATA.length - 2);
      out.write(DATA[DATA.length - 1]);
      out.flush();
    }
    assertArrayEquals(DATA, written.toByteArray());
  }

  /** Gives at most 1000 bytes a read. */
  private static final class Trickle implements ReadableByteChannel {
    private final ReadableByteChannel all;

    Trickle(byte[] data) {
      all = Channels.newChannel(new ByteArrayInputStream(data));
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      target.limit(Math.min(target.limit(), target.position() + 1000));
      return all.read(target);
    }

    @Override
    public boolean isOpen() {
      return all.isOpen();
    }

    @Override
    public void close() throws IOException {
      all.close();
    }
  }

  /** Takes at most 999 bytes a write. */
  private static final class Sip implements WritableByteChannel {
    private final ByteArrayOutputStream target;

    Sip(ByteArrayOutputStream target) {
      this.target = target;
    }

    @Override
    public int write(ByteBuffer source) {
      byte[] some = new byte[Math.min(999, source.remaining())];
      source.get(some);
      target.writeBytes(some);
      return some.length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
    }
  }
}
