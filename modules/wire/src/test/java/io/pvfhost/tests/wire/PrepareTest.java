package io.pvfhost.tests.wire;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.HostFunctionSet;
import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.MemoryStats;
import io.pvfhost.wire.PrepareError;
import io.pvfhost.wire.PrepareJobKind;
import io.pvfhost.wire.PrepareRequest;
import io.pvfhost.wire.PrepareResult;
import io.pvfhost.wire.PrepareStats;
import io.pvfhost.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class PrepareTest {

  private static final Bytes CODE = Bytes.fromHex("0061736d01000000");
  private static final String CODE_HASH = "f6a5dbf080e9c9d7834145653bce4c8cded62e664d7ddcdb5c526f5877006d74";
  private static final long CODE_BOMB_LIMIT_OF_S = 12 << 20;
  private static final String REQUEST =
      "200061736d01000000" + CODE_HASH + "00 3c00000000000000 00000000";
  private static final String STATS = "0000000000000000 80b2e60e | 01 0000a00000000000 0000800000000000"
      + "| 01 0050000000000000 | 0000500000000000 | 08000000";

  @ParameterizedTest
  @CsvSource({"00, COMPILATION", "01, PRECHECKING"})
  void requestHasFiveFields(String kindHex, PrepareJobKind kind) throws WireException {
    Golden.check(REQUEST + kindHex, request(CODE_BOMB_LIMIT_OF_S, ExecutorParams.EMPTY, kind),
        Dialect.S::encodePrepareRequest, Dialect.S::decodePrepareRequest);
  }

  @Test
  void codeBombLimitHasNoPlaceInDialectSAndReadsAsTheWorkersConstant() throws WireException {
    byte[] bytes = Dialect.S.encodePrepareRequest(
        request(30 << 20, ExecutorParams.EMPTY, PrepareJobKind.PRECHECKING));
    assertEquals(Golden.hex(Golden.hex(REQUEST + "01")), Golden.hex(bytes));
    assertEquals(12 * 1024 * 1024, Dialect.S.decodePrepareRequest(bytes).codeBombLimit());
  }

  @Test
  void hostFunctionParameterIsUnknownInDialectS() {
    ExecutorParams params = new ExecutorParams(
        List.of(new ExecutorParam.EnabledHostFunction(HostFunctionSet.ECC_RFC163)));
    PrepareRequest request = request(0, params, PrepareJobKind.COMPILATION);
    assertThrows(IllegalArgumentException.class, () -> Dialect.S.encodePrepareRequest(request));
  }

  @Test
  void unknownKindIsRefusedWithMessageFieldAndOffset() {
    WireException e =
        assertThrows(WireException.class, () -> Dialect.S.decodePrepareRequest(Golden.hex(REQUEST + "02")));
    assertEquals("prepare request: prep_kind: unknown variant 2 at offset 54", e.getMessage());
  }

  @Test
  void codeLongerThanTheFrameIsRefused() {
    WireException e =
        assertThrows(WireException.class, () -> Dialect.S.decodePrepareRequest(Golden.hex("0300000040 00")));
    assertEquals("maybe_compressed_code", e.field());
  }

  @Test
  void successCarriesTheChecksumAsHexDigits() throws WireException {
    String checksum = "0123456789abcdef".repeat(4);
    String digits = "30313233343536373839616263646566".repeat(4);
    MemoryStats memory = new MemoryStats(
        Optional.of(new MemoryStats.Tracker(10 << 20, 8 << 20)), OptionalLong.of(20480), 5 << 20);
    checkResult("00 0101" + digits + STATS, new PrepareResult.Success(
        Bytes.fromHex(checksum), new PrepareStats(Duration.ofMillis(250), memory, 8)));
  }

  @Test
  void memoryFiguresMayBeMissing() throws WireException {
    MemoryStats memory = new MemoryStats(Optional.empty(), OptionalLong.empty(), 0);
    checkResult("00 0101" + "30".repeat(64) + "0000000000000000 00000000 | 00 | 00 | 0000000000000000 | 00000000",
        new PrepareResult.Success(Bytes.wrap(new byte[32]), new PrepareStats(Duration.ZERO, memory, 0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "00",
    "04 30",
    "fc 303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030"
        + "30303030303030"})
  void checksumOfWrongLengthIsRefused(String text) {
    assertChecksumRefused(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"41", "67", "2f", "3a", "60", "20"})
  void checksumThatIsNotLowerCaseHexIsRefused(String character) {
    assertChecksumRefused("0101" + "30".repeat(63) + character);
  }

  private static void assertChecksumRefused(String text) {
    WireException e =
        assertThrows(WireException.class, () -> Dialect.S.decodePrepareResult(Golden.hex("00" + text + STATS)));
    assertEquals("prepare result: checksum: not 64 lower-case hex digits at offset 1", e.getMessage());
  }

  @Test
  void prepareErrorsHaveTheirIndices() throws WireException {
    checkError("00 0c626164", new PrepareError.Prevalidation("bad"));
    checkError("01 0478", new PrepareError.Preparation("x"));
    checkError("02 0478", new PrepareError.RuntimeConstruction("x"));
    checkError("03 0478", new PrepareError.JobError("x"));
    checkError("04", new PrepareError.TimedOut());
    checkError("05 0478", new PrepareError.IoErr("x"));
    checkError("06 0478", new PrepareError.CreateTmpFile("x"));
    checkError("07 0465 010461 00", new PrepareError.RenameTmpFile("e", Optional.of("a"), Optional.empty()));
    checkError("08", new PrepareError.OutOfMemory());
    checkError("09 0478", new PrepareError.ClearWorkerDir("x"));
    checkError("0a 5c7265636569766564207369676e616c3a20534947535953 4d000000",
        new PrepareError.JobDied("received signal: SIGSYS", 77));
    checkError("0b 0478", new PrepareError.Kernel("x"));
    checkError("0c 94506f737369626c6520636f6d7072657373696f6e20626f6d6220656e636f756e7465726564",
        new PrepareError.CouldNotDecompressCodeBlob("Possible compression bomb encountered"));
  }

  @ParameterizedTest
  @CsvSource({"02, Result, 0", "010d, PrepareError, 1", "01ff, PrepareError, 1"})
  void unknownVariantIsRefusedWithMessageFieldAndOffset(String hex, String field, int offset) {
    WireException e = assertThrows(WireException.class, () -> Dialect.S.decodePrepareResult(Golden.hex(hex)));
    assertEquals("prepare result", e.messageName());
    assertEquals(field, e.field());
    assertEquals(offset, e.offset());
  }

  private static PrepareRequest request(long codeBombLimit, ExecutorParams params, PrepareJobKind kind) {
    return new PrepareRequest(
        CODE, codeBombLimit, Hash.fromHex(CODE_HASH), params, Duration.ofSeconds(60), kind);
  }

  private static void checkError(String hex, PrepareError error) throws WireException {
    checkResult("01" + hex, new PrepareResult.Failure(error));
  }

  private static void checkResult(String hex, PrepareResult result) throws WireException {
    Golden.check(hex, result, Dialect.S::encodePrepareResult, Dialect.S::decodePrepareResult);
  }
}
