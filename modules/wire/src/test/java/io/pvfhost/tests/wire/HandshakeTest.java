package io.pvfhost.tests.wire;

import io.pvfhost.scale.ExecKind;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.HostFunctionSet;
import io.pvfhost.scale.PrepKind;
import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.ExecuteHandshake;
import io.pvfhost.wire.SecurityStatus;
import io.pvfhost.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class HandshakeTest {

  @ParameterizedTest
  @CsvSource({
    "0101010101, true, true, true, true, true",
    "0000000000, false, false, false, false, false",
    "0100000000, true, false, false, false, false",
    "0001000000, false, true, false, false, false",
    "0000010000, false, false, true, false, false",
    "0000000100, false, false, false, true, false",
    "0000000001, false, false, false, false, true"})
  void securityStatusIsFiveBoolsInOrder(
      String hex, boolean secure, boolean landlock, boolean seccomp, boolean unshare, boolean clone)
      throws WireException {
    Golden.check(hex, new SecurityStatus(secure, landlock, seccomp, unshare, clone),
        Dialect.S::encodeSecurityStatus, Dialect.S::decodeSecurityStatus);
  }

  @Test
  void nothingAvailableIsFiveZeroBytes() {
    assertEquals("0000000000", Golden.hex(Dialect.S.encodeSecurityStatus(SecurityStatus.NONE)));
  }

  @Test
  void badBoolIsRefusedWithMessageFieldAndOffset() {
    WireException e =
        assertThrows(WireException.class, () -> Dialect.S.decodeSecurityStatus(Golden.hex("0101020101")));
    assertEquals("security status", e.messageName());
    assertEquals("can_enable_seccomp", e.field());
    assertEquals(2, e.offset());
  }

  @Test
  void emptyExecutorParamsAreOneZeroByte() throws WireException {
    checkParams("00");
  }

  @Test
  void executorParamsAreAListOfIndexedParameters() throws WireException {
    checkParams("04 0200000100", new ExecutorParam.StackLogicalMax(65536));
    checkParams("04 0300000010", new ExecutorParam.StackNativeMax(256 << 20));
    checkParams("04 050060ea000000000000",
        new ExecutorParam.PvfPrepTimeout(PrepKind.PRECHECK, Duration.ofMinutes(1)));
    checkParams("04 07", new ExecutorParam.WasmExtBulkMemory());
    checkParams("0c 0100200000 040000002000000000 0601e02e000000000000",
        new ExecutorParam.MaxMemoryPages(8192),
        new ExecutorParam.PrecheckingMaxMemory(512 << 20),
        new ExecutorParam.PvfExecTimeout(ExecKind.APPROVAL, Duration.ofSeconds(12)));
  }

  @Test
  void unknownExecutorParameterIsRefused() {
    for (String hex : List.of("04 00", "04 09", "04 ff", "08 07 09")) {
      WireException e =
          assertThrows(WireException.class, () -> Dialect.S.decodeExecuteHandshake(Golden.hex(hex)));
      assertEquals("execute handshake", e.messageName());
      assertEquals("ExecutorParams", e.field());
    }
  }

  @Test
  void hostFunctionParameterIsUnknownInDialectS() {
    WireException e =
        assertThrows(WireException.class, () -> Dialect.S.decodeExecuteHandshake(Golden.hex("08 07 0801")));
    assertEquals("execute handshake: ExecutorParams: "
            + "the dialect has no executor parameter EnabledHostFunction at offset 2",
        e.getMessage());
    ExecuteHandshake handshake = handshake(new ExecutorParam.EnabledHostFunction(HostFunctionSet.ECC_RFC163));
    assertThrows(IllegalArgumentException.class, () -> Dialect.S.encodeExecuteHandshake(handshake));
  }

  private static void checkParams(String hex, ExecutorParam... params) throws WireException {
    Golden.check(hex, handshake(params), Dialect.S::encodeExecuteHandshake, Dialect.S::decodeExecuteHandshake);
  }

  private static ExecuteHandshake handshake(ExecutorParam... params) {
    return new ExecuteHandshake(new ExecutorParams(List.of(params)));
  }
}
