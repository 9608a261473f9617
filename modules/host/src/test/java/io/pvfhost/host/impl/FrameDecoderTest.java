package io.pvfhost.host.impl;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.pvfhost.wire.FrameException;
import io.pvfhost.wire.Frames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Frames out of a byte stream that is cut anywhere. */
class FrameDecoderTest {

  private static final int MAX = 1000;

  private final EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(MAX));

  private static ByteBuf frame(byte... payload) {
    return Unpooled.wrappedBuffer(Frames.encodeHeader(payload.length), payload);
  }

  private void write(ByteBuf bytes) {
    channel.writeInbound(bytes);
    assertEquals(0, bytes.refCnt(), "released");
  }

  private void assertRead(byte... payload) {
    assertArrayEquals(payload, channel.<byte[]>readInbound());
  }

  private void assertNothing() {
    assertNull(channel.readInbound());
  }

  @Test
  void oneFrame() {
    write(frame((byte) 1, (byte) 2));
    assertRead((byte) 1, (byte) 2);
    assertNothing();
  }

  @Test
  void anEmptyFrame() {
    write(frame());
    assertRead();
    assertNothing();
  }

  @Test
  void anEmptyFrameBeforeAnother() {
    write(Unpooled.wrappedBuffer(frame(), frame((byte) 7), frame()));
    assertRead();
    assertRead((byte) 7);
    assertRead();
    assertNothing();
  }

  @Test
  void byteByByte() {
    ByteBuf bytes = Unpooled.wrappedBuffer(frame((byte) 1, (byte) 2), frame(), frame((byte) 3));
    while (bytes.isReadable()) {
      write(bytes.readBytes(1));
    }
    assertRead((byte) 1, (byte) 2);
    assertRead();
    assertRead((byte) 3);
    assertNothing();
    bytes.release();
  }

  @Test
  void cutAtRandom() {
    Random random = new Random(42);
    for (int round = 0; round < 300; round++) {
      byte[] first = new byte[random.nextInt(MAX + 1)];
      byte[] second = new byte[random.nextInt(40)];
      random.nextBytes(first);
      random.nextBytes(second);
      ByteBuf bytes = Unpooled.wrappedBuffer(frame(first), frame(second));
      while (bytes.isReadable()) {
        write(bytes.readBytes(Math.min(bytes.readableBytes(), 1 + random.nextInt(200))));
      }
      assertRead(first);
      assertRead(second);
      assertNothing();
      bytes.release();
    }
  }

  @Test
  void theLargestFrameIsTaken() {
    byte[] payload = new byte[MAX];
    write(frame(payload));
    assertRead(payload);
  }

  @ParameterizedTest
  @ValueSource(longs = {MAX + 1, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void longerFramesAreRefusedAndWhatFollowsIsDropped(long length) {
    ByteBuf header = Unpooled.wrappedBuffer(Frames.encodeHeader(length), new byte[] {1, 2, 3});
    FrameException failure = assertThrows(FrameException.class, () -> channel.writeInbound(header));
    assertEquals("frame of " + Long.toUnsignedString(length) + " bytes, at most 1000 are taken", failure.getMessage());
    assertEquals(0, header.refCnt());
    write(frame((byte) 1));
    assertNothing();
    channel.finish();
    channel.checkException();
  }

  @Test
  void anEndBetweenFramesIsNoError() {
    write(frame((byte) 1));
    assertRead((byte) 1);
    channel.finish();
    channel.checkException();
  }

  @Test
  void anEndInsideTheHeaderIsAnErrorWithCounts() {
    write(Unpooled.wrappedBuffer(new byte[3]));
    assertEquals("end of stream after 3 of 8 header bytes", endFailure());
  }

  @Test
  void anEndInsideThePayloadIsAnErrorWithCounts() {
    write(Unpooled.wrappedBuffer(Frames.encodeHeader(10), new byte[4]));
    assertEquals("end of stream after 4 of 10 payload bytes", endFailure());
  }

  @Test
  void anEndAfterTheHeaderIsAnErrorWithCounts() {
    write(Unpooled.wrappedBuffer(Frames.encodeHeader(10)));
    assertEquals("end of stream after 0 of 10 payload bytes", endFailure());
  }

  private String endFailure() {
    return assertThrows(FrameException.class, channel::finish).getMessage();
  }
}
