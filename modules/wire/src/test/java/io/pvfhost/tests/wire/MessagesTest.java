package io.pvfhost.tests.wire;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.JobResponse;
import io.pvfhost.wire.MemoryStats;
import io.pvfhost.wire.PrepareError;
import io.pvfhost.wire.PrepareJobKind;
import io.pvfhost.wire.PrepareRequest;
import io.pvfhost.wire.PrepareResult;
import io.pvfhost.wire.PrepareStats;
import io.pvfhost.wire.WorkerResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MessagesTest {

  private static final JobResponse RESPONSE = new JobResponse.PoVDecompressionFailure();
  private static final MemoryStats MEMORY = new MemoryStats(Optional.empty(), OptionalLong.empty(), 0);
  private static final Duration NEGATIVE = Duration.ofNanos(-1);

  @Test
  void onlyFailuresThatMustRepeatAreDeterministic() {
    List<PrepareError> deterministic = List.of(
        new PrepareError.Prevalidation("x"),
        new PrepareError.Preparation("x"),
        new PrepareError.JobError("x"),
        new PrepareError.OutOfMemory(),
        new PrepareError.CouldNotDecompressCodeBlob("x"));
    List<PrepareError> other = List.of(
        new PrepareError.RuntimeConstruction("x"),
        new PrepareError.TimedOut(),
        new PrepareError.IoErr("x"),
        new PrepareError.CreateTmpFile("x"),
        new PrepareError.RenameTmpFile("x", Optional.empty(), Optional.empty()),
        new PrepareError.ClearWorkerDir("x"),
        new PrepareError.JobDied("x", 1),
        new PrepareError.Kernel("x"));
    assertEquals(PrepareError.class.getPermittedSubclasses().length, deterministic.size() + other.size());
    deterministic.forEach(error -> assertTrue(error.deterministic(), error::toString));
    other.forEach(error -> assertFalse(error.deterministic(), error::toString));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 32, Long.MIN_VALUE, Long.MAX_VALUE})
  void sizesThatDoNotFitTheirFieldAreRefused(long size) {
    assertThrows(IllegalArgumentException.class, () -> new WorkerResponse(RESPONSE, Duration.ZERO, size));
    assertThrows(IllegalArgumentException.class, () -> new PrepareStats(Duration.ZERO, MEMORY, size));
    assertThrows(IllegalArgumentException.class, () -> prepareRequest(size, Duration.ZERO));
  }

  @Test
  void largestSizesThatFitTheirFieldAreTaken() {
    long max = 0xFFFF_FFFFL;
    assertEquals(max, new WorkerResponse(RESPONSE, Duration.ZERO, max).povSize());
    assertEquals(max, new PrepareStats(Duration.ZERO, MEMORY, max).observedCodeLength());
    assertEquals(max, prepareRequest(max, Duration.ZERO).codeBombLimit());
  }

  @Test
  void negativeTimesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new WorkerResponse(RESPONSE, NEGATIVE, 0));
    assertThrows(IllegalArgumentException.class, () -> new PrepareStats(NEGATIVE, MEMORY, 0));
    assertThrows(IllegalArgumentException.class, () -> prepareRequest(0, NEGATIVE));
    assertThrows(IllegalArgumentException.class, () -> executeRequest(NEGATIVE, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void checksumThatHasNot32BytesIsRefused(int length) {
    Bytes checksum = Bytes.wrap(new byte[length]);
    PrepareStats stats = new PrepareStats(Duration.ZERO, MEMORY, 0);
    assertThrows(IllegalArgumentException.class, () -> new PrepareResult.Success(checksum, stats));
    assertThrows(IllegalArgumentException.class, () -> executeRequest(Duration.ZERO, Optional.of(checksum)));
  }

  private static PrepareRequest prepareRequest(long codeBombLimit, Duration timeout) {
    return new PrepareRequest(
        Bytes.EMPTY, codeBombLimit, Hash.ZERO, ExecutorParams.EMPTY, timeout, PrepareJobKind.COMPILATION);
  }

  private static ExecuteRequest executeRequest(Duration timeout, Optional<Bytes> checksum) {
    PersistedValidationData pvd = new PersistedValidationData(Bytes.EMPTY, 0, Hash.ZERO, 0);
    return new ExecuteRequest(pvd, ByteBuffer.allocate(0), timeout, checksum, Optional.empty());
  }
}
