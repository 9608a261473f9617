package io.pvfhost.tests.wire;

import io.pvfhost.wire.FrameException;
import io.pvfhost.wire.FrameInput;
import io.pvfhost.wire.Frames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class FrameInputTest {

  private static final String TWO_FRAMES = "0500000000000000 0101010101 | 0100000000000000 00";

  @Test
  void framesComeOneByOneAndThenNothing() throws IOException {
    assertTwoFrames(new ByteArrayInputStream(Golden.hex(TWO_FRAMES)));
  }

  @Test
  void dripFedFramesComeWhole() throws IOException {
    assertTwoFrames(new Drip(Golden.hex(TWO_FRAMES)));
  }

  private static void assertTwoFrames(InputStream in) throws IOException {
    FrameInput frames = new FrameInput(in, 5);
    assertArrayEquals(Golden.hex("0101010101"), frames.read().orElseThrow());
    assertArrayEquals(Golden.hex("00"), frames.read().orElseThrow());
    assertEquals(Optional.empty(), frames.read());
    assertEquals(Optional.empty(), frames.read());
  }

  @Test
  void zeroLengthFrameIsAnEmptyPayloadAndNotTheEnd() throws IOException {
    FrameInput frames = input("0000000000000000 | 0000000000000000 | 0100000000000000 07");
    assertEquals(0, frames.read().orElseThrow().length);
    assertEquals(0, frames.read().orElseThrow().length);
    assertArrayEquals(new byte[] {7}, frames.read().orElseThrow());
    assertEquals(Optional.empty(), frames.read());
  }

  @Test
  void emptyStreamIsAQuietEnd() throws IOException {
    assertEquals(Optional.empty(), input("").read());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void endInsideAHeaderTellsHowMuchCame(int bytes) {
    FrameInput frames = new FrameInput(new Drip(new byte[bytes]), 100);
    FrameException e = assertThrows(FrameException.class, frames::read);
    assertEquals("end of stream after " + bytes + " of 8 header bytes", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 99})
  void endInsideAPayloadTellsHowMuchCame(int bytes) {
    byte[] stream = Arrays.copyOf(Frames.encodeHeader(100), Frames.HEADER_BYTES + bytes);
    FrameException e = assertThrows(FrameException.class, () -> new FrameInput(new Drip(stream), 100).read());
    assertEquals("end of stream after " + bytes + " of 100 payload bytes", e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "6500000000000000, 101",
    "0000000001000000, 4294967296",
    "ffffff7f00000000, 2147483647",
    "ffffffff00000000, 4294967295",
    "ffffffffffffff7f, 9223372036854775807",
    "0000000000000080, 9223372036854775808",
    "ffffffffffffffff, 18446744073709551615"})
  void lengthOverTheLimitIsRefusedAsAnUnsignedNumber(String header, String length) {
    FrameException e = assertThrows(FrameException.class, input(header)::read);
    assertEquals("frame of " + length + " bytes, at most 100 are taken", e.getMessage());
  }

  @Test
  void lengthOverTheLimitIsRefusedBeforeAnythingIsAllocated() {
    byte[] stream = Frames.encodeHeader((64 << 20) + 1);
    FrameInput frames = new FrameInput(new ByteArrayInputStream(stream), 64 << 20);
    Allocation allocation = new Allocation();
    assertThrows(FrameException.class, frames::read);
    allocation.assertBounded(stream.length);
  }

  @Test
  void largestAllowedFrameIsTaken() throws IOException {
    byte[] stream = Arrays.copyOf(Frames.encodeHeader(100), Frames.HEADER_BYTES + 100);
    assertEquals(100, new FrameInput(new ByteArrayInputStream(stream), 100).read().orElseThrow().length);
  }

  @Test
  void nothingBehindAFrameIsRead() throws IOException {
    InputStream in = new ByteArrayInputStream(Golden.hex("0100000000000000 07 09"));
    new FrameInput(in, 100).read();
    assertEquals(9, in.read());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Frames.MAX_FRAME_BYTES + 1, Long.MAX_VALUE})
  void limitThatNoPayloadCanHaveIsRefused(long max) {
    InputStream in = InputStream.nullInputStream();
    assertThrows(IllegalArgumentException.class, () -> new FrameInput(in, max));
  }

  private static FrameInput input(String hex) {
    return new FrameInput(new ByteArrayInputStream(Golden.hex(hex)), 100);
  }
}
