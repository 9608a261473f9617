package io.pvfhost.host.impl;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.pvfhost.wire.Frames;
import io.pvfhost.wire.Payload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Frames into a channel: the right bytes, no copy of the whole, and no memory kept or let go too early. */
class FrameWriterTest {

  private static final int SLICE = 256 << 10;
  private static final int LARGE = 1 << 20;

  private final Kernel kernel = new Kernel();
  private final EmbeddedChannel channel = new EmbeddedChannel(kernel);
  private final ByteBuf memory = Unpooled.directBuffer(LARGE, LARGE).writeBytes(bytes(LARGE));

  /** Takes what is written when it is told to. */
  private static final class Kernel extends ChannelOutboundHandlerAdapter {

    private final Deque<ByteBuf> waiting = new ArrayDeque<>();
    private final Deque<ChannelPromise> promises = new ArrayDeque<>();
    private final ByteBuf taken = Unpooled.buffer();
    private int mostBytes;

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      waiting.add((ByteBuf) message);
      promises.add(promise);
      mostBytes = Math.max(mostBytes, waiting.stream().mapToInt(ByteBuf::readableBytes).sum());
    }

    boolean takeOne() {
      ByteBuf next = waiting.poll();
      if (next == null) {
        return false;
      }
      taken.writeBytes(next);
      next.release();
      promises.remove().setSuccess();
      return true;
    }

    void failOne() {
      waiting.remove().release();
      promises.remove().setFailure(new IOException("broken"));
    }

    void takeAll() {
      boolean more = true;
      while (more) {
        more = takeOne();
      }
    }
  }

  @AfterEach
  void nothingIsKept() {
    assertEquals(1, memory.refCnt());
    assertEquals(0, kernel.waiting.size());
    memory.release();
    kernel.taken.release();
    channel.finishAndReleaseAll();
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private ChannelFuture write(ByteBuffer data) {
    return FrameWriter.write(channel, List.of(
        Payload.of(bytes(3)),
        new Payload(List.of(ByteBuffer.wrap(bytes(4)), data)),
        Payload.of(bytes(12))), memory);
  }

  private static byte[] expected(ByteBuffer data) {
    ByteBuf all = Unpooled.buffer();
    all.writeBytes(Frames.encodeHeader(3)).writeBytes(bytes(3));
    all.writeBytes(Frames.encodeHeader(4 + data.remaining())).writeBytes(bytes(4)).writeBytes(data.duplicate());
    all.writeBytes(Frames.encodeHeader(12)).writeBytes(bytes(12));
    byte[] result = new byte[all.readableBytes()];
    all.readBytes(result).release();
    return result;
  }

  private byte[] taken() {
    byte[] result = new byte[kernel.taken.readableBytes()];
    kernel.taken.readBytes(result);
    return result;
  }

  private ByteBuffer direct(int length) {
    return memory.nioBuffer(0, length);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "16384", "16385", "262144", "262145", "524288", "1048573"})
  void bytesAreTheSameWhereverTheyCameFrom(int length) {
    ByteBuffer array = ByteBuffer.wrap(bytes(length + 7), 5, length);
    for (ByteBuffer data : List.of(direct(length), direct(length).asReadOnlyBuffer(), array, array.slice(),
        array.asReadOnlyBuffer())) {
      byte[] expected = expected(data);
      int position = data.position();
      ChannelFuture sent = write(data);
      kernel.takeAll();
      assertTrue(sent.isSuccess());
      assertArrayEquals(expected, taken());
      assertEquals(position, data.position(), "the caller's view is left alone");
    }
  }

  @Test
  void largeDirectMemoryIsGivenToTheChannelAtOnceAndWhereItLies() {
    ChannelFuture sent = write(direct(LARGE));
    assertEquals(3, kernel.waiting.size());
    kernel.takeOne();
    assertEquals(memory.memoryAddress(), kernel.waiting.peek().memoryAddress());
    kernel.takeAll();
    assertTrue(sent.isSuccess());
  }

  @Test
  void largeArrayIsCopiedSliceBySliceAsItIsTaken() {
    ChannelFuture sent = write(ByteBuffer.wrap(bytes(LARGE)));
    kernel.waiting.forEach(piece -> assertTrue(piece.isDirect()));
    kernel.takeAll();
    assertTrue(sent.isSuccess());
    assertTrue(kernel.mostBytes < SLICE + 1000, "waiting in the channel: " + kernel.mostBytes);
  }

  @Test
  void smallPartsAreOneWrite() {
    write(ByteBuffer.wrap(bytes(1000)));
    assertEquals(1, kernel.waiting.size());
    kernel.takeAll();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void memoryIsHeldUntilTheLastByteWasTaken(boolean direct) {
    ChannelFuture sent = write(direct ? direct(LARGE) : ByteBuffer.wrap(bytes(LARGE)));
    while (!sent.isDone()) {
      assertTrue(memory.refCnt() > 1);
      assertTrue(kernel.takeOne());
    }
    assertEquals(1, memory.refCnt());
  }

  @Test
  void memoryIsHeldWhileTheChannelStillReadsItAfterAnotherWriteFailed() {
    ChannelFuture sent = write(direct(LARGE));
    kernel.failOne();
    assertTrue(sent.isDone());
    assertEquals("broken", sent.cause().getMessage());
    assertEquals(2, memory.refCnt(), "the second piece is still in the channel");
    kernel.failOne();
    assertEquals(1, memory.refCnt());
    kernel.failOne();
  }

  @Test
  void nothingFollowsAFailedWrite() {
    ChannelFuture sent = write(ByteBuffer.wrap(bytes(LARGE)));
    kernel.takeOne();
    kernel.takeOne();
    kernel.failOne();
    assertFalse(sent.isSuccess());
    assertFalse(kernel.takeOne());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void closedChannelTakesNothing(boolean direct) {
    EmbeddedChannel closed = new EmbeddedChannel();
    closed.close();
    ByteBuffer data = direct ? direct(LARGE) : ByteBuffer.wrap(bytes(LARGE));
    ChannelFuture sent = FrameWriter.write(closed, List.of(new Payload(List.of(data))), memory);
    assertTrue(sent.isDone());
    assertFalse(sent.isSuccess());
    assertSame(closed, sent.channel());
  }
}
