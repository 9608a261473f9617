package io.pvfhost.tests.wire;

import io.pvfhost.wire.FrameException;
import io.pvfhost.wire.Frames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class FramesTest {

  @Test
  void headerIsTheLengthInEightLittleEndianBytes() {
    assertArrayEquals(Golden.hex("0500000000000000"), Frames.encodeHeader(5));
    assertArrayEquals(Golden.hex("0807060504030201"), Frames.encodeHeader(0x0102030405060708L));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 255, 256, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void headerRoundTripsAtAnyOffset(long length) {
    byte[] bytes = new byte[Frames.HEADER_BYTES + 3];
    System.arraycopy(Frames.encodeHeader(length), 0, bytes, 3, Frames.HEADER_BYTES);
    assertEquals(length, Frames.decodeHeader(bytes, 3));
  }

  @Test
  void lengthUpToTheLimitPasses() throws FrameException {
    assertEquals(0, Frames.checkLength(0, 100));
    assertEquals(100, Frames.checkLength(100, 100));
  }

  @Test
  void lengthOverTheLimitIsRefusedWithBothNumbers() {
    FrameException e = assertThrows(FrameException.class, () -> Frames.checkLength(101, 100));
    assertEquals("frame of 101 bytes, at most 100 are taken", e.getMessage());
  }

  @Test
  void lengthIsUnsigned() {
    FrameException e = assertThrows(FrameException.class, () -> Frames.checkLength(-1, Frames.MAX_FRAME_BYTES));
    assertEquals("frame of 18446744073709551615 bytes, at most 2147483639 are taken", e.getMessage());
  }
}
