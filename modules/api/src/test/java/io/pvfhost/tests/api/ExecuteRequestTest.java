package io.pvfhost.tests.api;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ExecutionKind;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.ExecKind;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ExecuteRequestTest {

  private static final ExecutorParams SLOW = new ExecutorParams(
      Collections.singletonList(new ExecutorParam.PvfExecTimeout(ExecKind.BACKING, Duration.ofSeconds(3))));

  @Test
  void defaultsAreThoseOfABackingJob() {
    ExecuteRequest request =
        ExecuteRequest.builder(Messages.CODE, data(Bytes.EMPTY, 100), new PoV(Bytes.EMPTY)).build();
    assertEquals(request.jobId(), UUID.fromString(request.jobId()).toString());
    assertEquals(ExecutionKind.BACKING, request.kind());
    assertEquals(Optional.empty(), request.deadline());
    assertEquals(ExecutorParams.EMPTY, request.executorParams());
    assertEquals(Optional.empty(), request.relayParent());
    assertEquals(Optional.empty(), request.schedulingParent());
    assertEquals(CandidateDescriptorVersion.V1, request.descriptorVersion());
  }

  @Test
  void jobIdsDiffer() {
    ExecuteRequest.Builder builder = ExecuteRequest.builder(Messages.CODE, data(Bytes.EMPTY, 1), new PoV(Bytes.EMPTY));
    assertNotEquals(builder.build().jobId(), builder.build().jobId());
  }

  @Test
  void theCpuBudgetIsTheOneGivenOrThatOfParamsAndKind() {
    assertEquals(Duration.ofSeconds(2), Messages.request().build().cpuBudget());
    assertEquals(Duration.ofSeconds(3), Messages.request().executorParams(SLOW).build().cpuBudget());
    assertEquals(Duration.ofSeconds(12),
        Messages.request().executorParams(SLOW).kind(ExecutionKind.DISPUTE).build().cpuBudget());
    assertEquals(Duration.ofMillis(5), Messages.request().executionTimeout(Duration.ofMillis(5)).build().cpuBudget());
  }

  @ParameterizedTest
  @EnumSource(ExecutionKind.class)
  void onlyApprovalAndDisputeMayRetryAndTakeTheLongBudget(ExecutionKind kind) {
    boolean late = kind == ExecutionKind.APPROVAL || kind == ExecutionKind.DISPUTE;
    assertEquals(late, kind.mayRetry());
    assertEquals(late ? ExecKind.APPROVAL : ExecKind.BACKING, kind.execKind());
    assertEquals(Optional.of(kind), ExecutionKind.named(kind.wireName()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 16383, 16384})
  void thePovIsMeasuredAsEncoded(int length) {
    PoV pov = new PoV(Bytes.wrap(new byte[length]));
    int encoded = pov.encode().length();
    ExecuteRequest fits = ExecuteRequest.builder(Messages.CODE, data(Bytes.EMPTY, encoded), pov).build();
    assertEquals(encoded, fits.encodedPovSize());
    assertFalse(fits.exceedsMaxPovSize());
    ExecuteRequest exceeds = ExecuteRequest.builder(Messages.CODE, data(Bytes.EMPTY, encoded - 1), pov).build();
    assertTrue(exceeds.exceedsMaxPovSize());
    assertDoesNotThrow(exceeds::validate);
  }

  @Test
  void blobsAboveTheirLimitAreRefusedByName() {
    Bytes hugeCode = Bytes.wrap(new byte[PvfLimits.MAX_CODE_BYTES + 1]);
    assertRefused(Messages.request(ValidationCode.of(hugeCode)), "validation code: 33554433 bytes, limit 33554432");
    Bytes hugeBlock = Bytes.wrap(new byte[PvfLimits.MAX_BLOCK_DATA_BYTES + 1]);
    assertRefused(Messages.request(Messages.CODE, hugeBlock), "block data: 67108865 bytes, limit 67108864");
    PersistedValidationData data = data(Bytes.wrap(new byte[PvfLimits.MAX_HEAD_BYTES + 1]), 1);
    assertRefused(ExecuteRequest.builder(Messages.CODE, data, new PoV(Bytes.EMPTY)),
        "parent head: 1048577 bytes, limit 1048576");
    ExecutorParams many = new ExecutorParams(Collections.nCopies(65, new ExecutorParam.WasmExtBulkMemory()));
    assertRefused(Messages.request().executorParams(many), "executor params: 65 of them, limit 64");
    PvfException refused =
        assertThrows(PvfException.class, () -> PrepareRequest.of(ValidationCode.of(hugeCode)).validate());
    assertEquals(FailureCode.TOO_LARGE, refused.code());
  }

  @Test
  void aV3DescriptorNeedsBothParents() {
    ExecuteRequest.Builder v3 = Messages.request().descriptorVersion(CandidateDescriptorVersion.V3)
        .relayParent(Optional.of(Hash.ZERO));
    PvfException refused = assertThrows(PvfException.class, () -> v3.build().validate());
    assertEquals(FailureCode.MALFORMED, refused.code());
    assertDoesNotThrow(() -> v3.schedulingParent(Optional.of(Hash.ZERO)).build().validate());
  }

  @Test
  void timesAndIdsOutOfRangeAreArgumentErrors() {
    ExecuteRequest.Builder builder = Messages.request();
    assertThrows(IllegalArgumentException.class, () -> builder.deadline(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> builder.deadline(Duration.ofHours(25)));
    assertThrows(IllegalArgumentException.class, () -> builder.executionTimeout(Duration.ofMillis(-1)));
    assertThrows(IllegalArgumentException.class, () -> builder.jobId(""));
    assertThrows(IllegalArgumentException.class, () -> builder.jobId("two words"));
    assertThrows(IllegalArgumentException.class, () -> builder.jobId("x".repeat(129)));
  }

  @Test
  void aRebuiltRequestIsEqual() {
    ExecuteRequest request = Messages.request().kind(ExecutionKind.APPROVAL).deadline(Duration.ofSeconds(9))
        .executionTimeout(Duration.ofSeconds(1)).executorParams(SLOW).relayParent(Optional.of(Hash.ZERO))
        .descriptorVersion(CandidateDescriptorVersion.V2).build();
    assertEquals(request, request.toBuilder().build());
    assertEquals(request.hashCode(), request.toBuilder().build().hashCode());
    assertNotEquals(request, request.toBuilder().deadline(Duration.ofSeconds(8)).build());
  }

  @Test
  void codeIsKnownByItsHash() {
    ValidationCode byHash = ValidationCode.ofHash(Messages.CODE.hash());
    assertEquals(Messages.CODE, byHash);
    assertEquals(Optional.empty(), byHash.blob());
    assertEquals("f6a5dbf080e9c9d7834145653bce4c8cded62e664d7ddcdb5c526f5877006d74", byHash.hash().toHex());
  }

  @Test
  void prepareBudgetsAreTheOneGivenOrThatOfTheParams() {
    PrepareRequest request = PrepareRequest.of(Messages.CODE);
    assertEquals(Duration.ofMinutes(6), request.cpuBudget());
    assertEquals(Duration.ofMinutes(1), request.asPrecheck().cpuBudget());
    assertSame(request.asPrecheck().code(), request.code());
    PrepareRequest timed =
        new PrepareRequest(Messages.CODE, ExecutorParams.EMPTY, true, Optional.of(Duration.ofSeconds(5)));
    assertEquals(Duration.ofSeconds(5), timed.cpuBudget());
  }

  private static void assertRefused(ExecuteRequest.Builder request, String message) {
    PvfException refused = assertThrows(PvfException.class, () -> request.build().validate());
    assertEquals(message, refused.getMessage());
    assertEquals(FailureCode.TOO_LARGE, refused.code());
  }

  private static PersistedValidationData data(Bytes head, long maxPovSize) {
    return new PersistedValidationData(head, 1, Hash.ZERO, maxPovSize);
  }
}
