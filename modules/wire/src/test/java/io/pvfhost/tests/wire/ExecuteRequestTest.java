package io.pvfhost.tests.wire;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.Payload;
import io.pvfhost.wire.ValidationContext;
import io.pvfhost.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ExecuteRequestTest {

  private static final String PVD = "0c010203 07000000" + Golden.R11 + "00005000";
  private static final String POV = "40 00000000000000000002000000000000";
  private static final byte[] BLOCK_DATA = Golden.hex("00000000000000000002000000000000");
  private static final String TWO_SECONDS = "0200000000000000 00000000";
  private static final ExecuteRequest REQUEST = request(Duration.ofSeconds(2));

  @Test
  void jobIsThreeFrames() throws WireException {
    assertEquals(3, Dialect.S.executeRequestFrames());
    assertEquals(hexOf(PVD, POV, TWO_SECONDS), hexOfAll(Dialect.S.encodeExecuteRequest(REQUEST)));
    assertEquals(REQUEST, Dialect.S.decodeExecuteRequest(frames(PVD, POV, TWO_SECONDS)));
  }

  @Test
  void fractionOfASecondIsNanoseconds() throws WireException {
    String oneAndAHalf = "0100000000000000 0065cd1d";
    ExecuteRequest request = request(Duration.ofMillis(1500));
    assertEquals(hexOf(PVD, POV, oneAndAHalf), hexOfAll(Dialect.S.encodeExecuteRequest(request)));
    assertEquals(request, Dialect.S.decodeExecuteRequest(frames(PVD, POV, oneAndAHalf)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void blockDataIsAPartOfItsOwnThatSharesTheSendersMemory(boolean direct) throws WireException {
    ByteBuffer memory = direct ? ByteBuffer.allocateDirect(24) : ByteBuffer.allocate(24);
    memory.position(4).put(BLOCK_DATA).flip().position(4);
    ExecuteRequest request = request(memory, Duration.ofSeconds(2));
    List<Payload> payloads = Dialect.S.encodeExecuteRequest(request);
    assertEquals(hexOf(PVD, POV, TWO_SECONDS), hexOfAll(payloads));
    assertEquals(REQUEST, request);

    ByteBuffer part = payloads.get(1).parts().get(1);
    memory.put(4, (byte) 0x77);
    assertEquals(direct, part.isDirect());
    assertEquals(0x77, part.get(0));
    assertEquals(17, payloads.get(1).length());
  }

  @Test
  void positionMovedByOneReaderIsNotSeenByAnother() {
    REQUEST.blockData().position(5);
    assertEquals(16, REQUEST.blockData().remaining());
  }

  @Test
  void decodedBlockDataIsAWholeArray() throws WireException {
    ByteBuffer decoded = Dialect.S.decodeExecuteRequest(frames(PVD, POV + "ff", TWO_SECONDS)).blockData();
    assertArrayEquals(BLOCK_DATA, decoded.array());
    assertEquals(0, decoded.arrayOffset());
  }

  @Test
  void trailingBytesOfEachFrameAreIgnored() throws WireException {
    assertEquals(REQUEST, Dialect.S.decodeExecuteRequest(frames(PVD + "ff", POV + "ff", TWO_SECONDS + "ff")));
  }

  @Test
  void checksumAndContextHaveNoPlaceInDialectS() {
    Hash hash = Hash.fromHex(Golden.RCD);
    ExecuteRequest rich = new ExecuteRequest(REQUEST.pvd(), REQUEST.blockData(), REQUEST.timeout(),
        Optional.of(hash.bytes()), Optional.of(new ValidationContext(hash, hash, CandidateDescriptorVersion.V2)));
    assertEquals(hexOf(PVD, POV, TWO_SECONDS), hexOfAll(Dialect.S.encodeExecuteRequest(rich)));
  }

  @ParameterizedTest
  @CsvSource({"0, persisted validation data", "1, PoV", "2, duration"})
  void undecodableFrameIsNamedAsAWorkerReportsIt(int frame, String name) {
    List<byte[]> frames = frames(PVD, POV, TWO_SECONDS);
    frames.set(frame, new byte[0]);
    WireException e = assertThrows(WireException.class, () -> Dialect.S.decodeExecuteRequest(frames));
    assertEquals(name, e.messageName());
    assertEquals(0, e.offset());
  }

  @Test
  void nanosecondsOfAWholeSecondAreRefused() {
    List<byte[]> frames = frames(PVD, POV, "0200000000000000 00ca9a3b");
    WireException e = assertThrows(WireException.class, () -> Dialect.S.decodeExecuteRequest(frames));
    assertEquals("duration", e.messageName());
  }

  @Test
  void wrongNumberOfFramesIsTheCallersMistake() {
    List<byte[]> frames = frames(PVD, POV);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Dialect.S.decodeExecuteRequest(frames));
    assertEquals("2 frames, a job of dialect S has 3", e.getMessage());
  }

  private static ExecuteRequest request(Duration timeout) {
    return request(ByteBuffer.wrap(BLOCK_DATA), timeout);
  }

  private static ExecuteRequest request(ByteBuffer blockData, Duration timeout) {
    return new ExecuteRequest(
        new PersistedValidationData(Bytes.fromHex("010203"), 7, Hash.fromHex(Golden.R11), 5 << 20),
        blockData,
        timeout,
        Optional.empty(),
        Optional.empty());
  }

  private static List<byte[]> frames(String... hex) {
    List<byte[]> frames = new ArrayList<>();
    for (String one : hex) {
      frames.add(Golden.hex(one));
    }
    return frames;
  }

  private static List<String> hexOf(String... hex) {
    return hexOf(frames(hex));
  }

  private static List<String> hexOfAll(List<Payload> payloads) {
    return hexOf(payloads.stream().map(Payload::toByteArray).toList());
  }

  private static List<String> hexOf(List<byte[]> frames) {
    return frames.stream().map(Golden::hex).toList();
  }
}
