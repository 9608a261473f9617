package io.pvfhost.tests.scale;

import io.pvfhost.scale.ExecKind;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParam.EnabledHostFunction;
import io.pvfhost.scale.ExecutorParam.MaxMemoryPages;
import io.pvfhost.scale.ExecutorParam.PrecheckingMaxMemory;
import io.pvfhost.scale.ExecutorParam.PvfExecTimeout;
import io.pvfhost.scale.ExecutorParam.PvfPrepTimeout;
import io.pvfhost.scale.ExecutorParam.StackLogicalMax;
import io.pvfhost.scale.ExecutorParam.StackNativeMax;
import io.pvfhost.scale.ExecutorParam.WasmExtBulkMemory;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.HostFunctionSet;
import io.pvfhost.scale.PrepKind;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ExecutorParamsTest {

  static Stream<Arguments> examples() {
    return Stream.of(
        arguments(new MaxMemoryPages(8192), "01 00200000"),
        arguments(new StackLogicalMax(65536), "02 00000100"),
        arguments(new StackNativeMax(256 << 20), "03 00000010"),
        arguments(new PrecheckingMaxMemory(512 << 20), "04 0000002000000000"),
        arguments(new PrecheckingMaxMemory(-1), "04 ffffffffffffffff"),
        arguments(new PvfPrepTimeout(PrepKind.PRECHECK, Duration.ofSeconds(60)), "05 00 60ea000000000000"),
        arguments(new PvfPrepTimeout(PrepKind.PREPARE, Duration.ofMillis(1)), "05 01 0100000000000000"),
        arguments(new PvfExecTimeout(ExecKind.BACKING, Duration.ZERO), "06 00 0000000000000000"),
        arguments(new PvfExecTimeout(ExecKind.APPROVAL, Duration.ofSeconds(12)), "06 01 e02e000000000000"),
        arguments(new WasmExtBulkMemory(), "07"),
        arguments(new EnabledHostFunction(HostFunctionSet.ECC_RFC163), "08 01"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void paramsHaveTheBytesOfTheProtocol(ExecutorParam param, String hex) throws ScaleException {
    assertEquals(Hex.bytes(hex), param.encode());
    ScaleReader in = Hex.reader(hex);
    assertEquals(param, ExecutorParam.decode(in));
    in.end();
  }

  @Test
  void setHasTheBytesOfTheProtocol() throws ScaleException {
    ExecutorParams params = params(new MaxMemoryPages(8192), new PrecheckingMaxMemory(512 << 20),
        new PvfExecTimeout(ExecKind.APPROVAL, Duration.ofSeconds(12)));
    String hex = "0c 0100200000 040000002000000000 0601e02e000000000000";
    assertEquals(Hex.bytes(hex), params.encode());
    assertEquals(params, ExecutorParams.decode(Hex.reader(hex)));
  }

  @Test
  void emptySetHasTheBytesAndHashesOfTheProtocol() {
    assertEquals("00", ExecutorParams.EMPTY.encode().toHex());
    assertEquals("03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314",
        ExecutorParams.EMPTY.hash().toHex());
    assertEquals("50b16a713c0f8774ba3a0757c722b48c6eb4c1972f6e58c54fd0851f21a08633",
        ExecutorParams.EMPTY.prepHash().toHex());
  }

  @ParameterizedTest
  @CsvSource({
    // Indices start at 1 and end at 8.
    "0400, 1", "0409, 1", "04ff, 1",
    // Kinds are 0 or 1, the one set of host functions is 1.
    "0405020000000000000000, 2", "0406020000000000000000, 2", "040800, 2", "040802, 2",
    // A number of milliseconds that no duration takes.
    "040500ffffffffffffffff, 3", "0406000000000000000080, 3"
  })
  void whatHasNoMeaningIsRefusedWhereItStands(String hex, int offset) {
    ScaleReader in = Hex.reader(hex);
    assertEquals(offset, assertThrows(ScaleException.class, () -> ExecutorParams.decode(in)).offset());
  }

  @Test
  void absentParamsHaveTheirDefaults() {
    ExecutorParams none = ExecutorParams.EMPTY;
    assertEquals(2048, none.maxMemoryPages());
    assertEquals(65536, none.stackLogicalMax());
    assertEquals(268_435_456, none.stackNativeMax());
    assertEquals(OptionalLong.empty(), none.precheckingMaxMemory());
    assertEquals(Duration.ofMillis(60_000), none.prepTimeout(PrepKind.PRECHECK));
    assertEquals(Duration.ofMillis(360_000), none.prepTimeout(PrepKind.PREPARE));
    assertEquals(Duration.ofMillis(2000), none.execTimeout(ExecKind.BACKING));
    assertEquals(Duration.ofMillis(12_000), none.execTimeout(ExecKind.APPROVAL));
    assertFalse(none.hasBulkMemory());
    assertFalse(none.hasHostFunctions(HostFunctionSet.ECC_RFC163));
  }

  @Test
  void presentParamsCount() {
    ExecutorParams params = params(new MaxMemoryPages(1), new StackLogicalMax(2), new StackNativeMax(3),
        new PrecheckingMaxMemory(4), new PvfPrepTimeout(PrepKind.PREPARE, Duration.ofMillis(5)),
        new PvfExecTimeout(ExecKind.BACKING, Duration.ofMillis(6)), new WasmExtBulkMemory(),
        new EnabledHostFunction(HostFunctionSet.ECC_RFC163));
    assertEquals(1, params.maxMemoryPages());
    assertEquals(2, params.stackLogicalMax());
    assertEquals(3, params.stackNativeMax());
    assertEquals(OptionalLong.of(4), params.precheckingMaxMemory());
    assertEquals(Duration.ofMillis(5), params.prepTimeout(PrepKind.PREPARE));
    assertEquals(Duration.ofSeconds(60), params.prepTimeout(PrepKind.PRECHECK));
    assertEquals(Duration.ofMillis(6), params.execTimeout(ExecKind.BACKING));
    assertEquals(Duration.ofSeconds(12), params.execTimeout(ExecKind.APPROVAL));
    assertTrue(params.hasBulkMemory());
    assertTrue(params.hasHostFunctions(HostFunctionSet.ECC_RFC163));
  }

  @Test
  void lastOfRepeatedMemoryAndStackLimitsCounts() {
    ExecutorParams params = params(new MaxMemoryPages(1), new StackLogicalMax(2), new StackNativeMax(3),
        new MaxMemoryPages(11), new StackLogicalMax(12), new StackNativeMax(13));
    assertEquals(11, params.maxMemoryPages());
    assertEquals(12, params.stackLogicalMax());
    assertEquals(13, params.stackNativeMax());
  }

  @Test
  void firstOfRepeatedPrecheckingMemoryAndTimeoutsOfAKindCounts() {
    ExecutorParams params = params(
        new PrecheckingMaxMemory(4), new PrecheckingMaxMemory(14),
        new PvfPrepTimeout(PrepKind.PRECHECK, Duration.ofMillis(5)),
        new PvfPrepTimeout(PrepKind.PREPARE, Duration.ofMillis(6)),
        new PvfPrepTimeout(PrepKind.PREPARE, Duration.ofMillis(7)),
        new PvfExecTimeout(ExecKind.APPROVAL, Duration.ofMillis(8)),
        new PvfExecTimeout(ExecKind.APPROVAL, Duration.ofMillis(9)));
    assertEquals(OptionalLong.of(4), params.precheckingMaxMemory());
    assertEquals(Duration.ofMillis(5), params.prepTimeout(PrepKind.PRECHECK));
    assertEquals(Duration.ofMillis(6), params.prepTimeout(PrepKind.PREPARE));
    assertEquals(Duration.ofMillis(8), params.execTimeout(ExecKind.APPROVAL));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MIN_VALUE, -1})
  void precheckingMemoryOfZeroOrBeyondASignedNumberMeansNoLimit(long bytes) {
    assertEquals(OptionalLong.empty(), params(new PrecheckingMaxMemory(bytes)).precheckingMaxMemory());
  }

  @Test
  void memoryLimitIsHashedForEnginesThatPrepareIt() {
    ExecutorParams large = params(new MaxMemoryPages(8192), new StackNativeMax(1 << 20));
    ExecutorParams small = params(new MaxMemoryPages(64));
    assertEquals(large.prepHash(), small.prepHash());
    assertNotEquals(large.prepHashWithMemoryLimit(), small.prepHashWithMemoryLimit());
    assertEquals(params(new MaxMemoryPages(8192)).prepHashWithMemoryLimit(), large.prepHashWithMemoryLimit());
    assertEquals(ExecutorParams.EMPTY.prepHash(), ExecutorParams.EMPTY.prepHashWithMemoryLimit());
  }

  @Test
  void prepHashTakesTheParamsOfTheArtifactOnlyAndInOrder() {
    ExecutorParams params = params(new MaxMemoryPages(1), new WasmExtBulkMemory(), new StackNativeMax(3),
        new PvfPrepTimeout(PrepKind.PREPARE, Duration.ofMillis(5)), new StackLogicalMax(2));
    byte[] prefix = "prep".getBytes(StandardCharsets.US_ASCII);
    byte[] hashed = Arrays.copyOf(prefix, prefix.length + 6);
    System.arraycopy(Hex.bytes("07 0202000000").array(), 0, hashed, prefix.length, 6);
    assertEquals(Hash.blake2b256(hashed), params.prepHash());
    assertNotEquals(params.prepHash(), params(new StackLogicalMax(2), new WasmExtBulkMemory()).prepHash());
  }

  @Test
  void hashDependsOnEveryParamAndTheOrder() {
    ExecutorParams params = params(new MaxMemoryPages(1), new StackNativeMax(3));
    assertNotEquals(params.hash(), params(new StackNativeMax(3), new MaxMemoryPages(1)).hash());
    assertNotEquals(params.hash(), params(new MaxMemoryPages(1), new StackNativeMax(4)).hash());
    assertEquals(params.hash(), params(new MaxMemoryPages(1), new StackNativeMax(3)).hash());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 32})
  void limitsThatAreNoU32AreRefused(long value) {
    assertThrows(IllegalArgumentException.class, () -> new MaxMemoryPages(value));
    assertThrows(IllegalArgumentException.class, () -> new StackLogicalMax(value));
    assertThrows(IllegalArgumentException.class, () -> new StackNativeMax(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-0.001S", "PT0.0005S", "PT9223372036854775.808S"})
  void timeoutsThatTheWireCannotCarryAreRefused(Duration timeout) {
    assertThrows(IllegalArgumentException.class, () -> new PvfPrepTimeout(PrepKind.PRECHECK, timeout));
    assertThrows(IllegalArgumentException.class, () -> new PvfExecTimeout(ExecKind.BACKING, timeout));
  }

  private static ExecutorParams params(ExecutorParam... params) {
    return new ExecutorParams(List.of(params));
  }
}
