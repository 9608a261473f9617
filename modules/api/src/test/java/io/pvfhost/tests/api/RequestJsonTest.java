package io.pvfhost.tests.api;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ExecutionKind;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.PvfException;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.vertx.core.json.JsonObject;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

import java.time.Duration;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Domain(MessageArbitraries.class)
@Domain(DomainContext.Global.class)
class RequestJsonTest {

  private static final String HASH = "0x" + "ab".repeat(32);

  @Property(tries = 200)
  void executeRequestsRoundTripThroughText(@ForAll ExecuteRequest request) {
    JsonObject text = new JsonObject(request.toJson().encode());
    assertEquals(request, ExecuteRequest.fromJson(text));
  }

  @Property(tries = 100)
  void prepareRequestsRoundTripThroughText(@ForAll PrepareRequest request) {
    PrepareRequest read = PrepareRequest.fromJson(new JsonObject(request.toJson().encode()));
    assertEquals(request, read);
    assertEquals(request.code().blob(), read.code().blob());
  }

  @Example
  void aSmallRequestTakesTheDefaults() {
    ExecuteRequest request = ExecuteRequest.fromJson(small());
    assertEquals(Optional.of(Bytes.fromHex("0061736d01000000")), request.code().blob());
    assertEquals(Bytes.fromHex("aabb"), request.pov().blockData());
    assertEquals(0, request.pvd().relayParentNumber());
    assertEquals(Hash.ZERO, request.pvd().relayParentStorageRoot());
    assertEquals(10 << 20, request.pvd().maxPovSize());
    assertEquals(ExecutionKind.BACKING, request.kind());
    assertEquals(ExecutorParams.EMPTY, request.executorParams());
  }

  @Example
  void bytesMayBeBase64AndNullCountsAsAbsent() {
    ExecuteRequest request = ExecuteRequest.fromJson(small().put("blockData", "base64:qrs=").putNull("kind"));
    assertEquals(Bytes.fromHex("aabb"), request.pov().blockData());
    assertEquals(ExecutionKind.BACKING, request.kind());
  }

  @Example
  void fractionsOfAMillisecondAreKept() {
    ExecuteRequest request = ExecuteRequest.fromJson(small().put("deadlineMillis", 1500).put("timeoutMillis", 0.25));
    assertEquals(Optional.of(Duration.ofMillis(1500)), request.deadline());
    assertEquals(Optional.of(Duration.ofNanos(250_000)), request.executionTimeout());
  }

  @Example
  void codeMayBeGivenByHashOrByBoth() {
    JsonObject byHash = small().put("codeHash", HASH);
    byHash.remove("code");
    assertEquals(HASH, "0x" + ExecuteRequest.fromJson(byHash).code().hash().toHex());
    String right = "0x" + Messages.CODE.hash().toHex();
    assertEquals(Messages.CODE, ExecuteRequest.fromJson(small().put("codeHash", right)).code());
    assertRefused(small().put("codeHash", HASH), "codeHash: differs from the hash of code, " + right);
  }

  @Example
  void unknownDescriptorVersionsKeepTheirNumber() {
    assertEquals(CandidateDescriptorVersion.unknown(255),
        ExecuteRequest.fromJson(small().put("descriptorVersion", "unknown-255")).descriptorVersion());
    String allowed = "descriptorVersion: must be v1, v2, v3, or unknown-N with N from 0 to 255";
    for (String bad : new String[] {"v4", "unknown-256", "unknown--1", "unknown-", "V1", ""}) {
      assertRefused(small().put("descriptorVersion", bad), allowed);
    }
  }

  @Example
  void missingFieldsAreNamed() {
    for (String field : new String[] {"parentHead", "blockData"}) {
      JsonObject json = small();
      json.remove(field);
      assertRefused(json, field + ": missing");
    }
    JsonObject json = small();
    json.remove("code");
    assertRefused(json, "code: missing, and no codeHash either");
  }

  @Example
  void unknownFieldsAreNamed() {
    assertRefused(small().put("parenthead", "0x"), "\"parenthead\": no such field");
  }

  @Example
  void bytesThatCouldBeEitherHexOrBase64AreRefused() {
    assertRefused(small().put("blockData", "aabb"),
        "blockData: must be hex starting with 0x, or base64 starting with base64:");
    assertRefused(small().put("blockData", 5), "blockData: must be a string");
  }

  @Example
  void brokenBytesAreNamedWithTheirField() {
    assertStartsWith(small().put("blockData", "0xabc"), "blockData: ");
    assertStartsWith(small().put("blockData", "0xzz"), "blockData: ");
    assertStartsWith(small().put("blockData", "base64:*"), "blockData: bad base64: ");
    assertRefused(small().put("relayParent", "0xab"), "relayParent: 1 bytes, a hash has 32");
    assertStartsWith(small().put("executorParams", "0x0400"), "executorParams: ");
    assertStartsWith(small().put("executorParams", "0x0000"), "executorParams: ");
  }

  @Example
  void bytesAboveTheLimitAreNamedWithTheLimit() {
    assertTooLarge(small().put("parentHead", "0x" + "00".repeat((1 << 20) + 1)),
        "parentHead: 1048577 bytes, limit 1048576");
    assertTooLarge(small().put("relayParent", "base64:" + "A".repeat(44)), "relayParent: 33 bytes, limit 32");
    assertTooLarge(small().put("relayParent", HASH + "00"), "relayParent: 33 bytes, limit 32");
    assertTooLarge(small().put("executorParams", "0x" + "00".repeat(1025)), "executorParams: 1025 bytes, limit 1024");
  }

  @Example
  void numbersOutOfRangeAreNamedWithTheRange() {
    String range = "maxPovSize: must be a whole number from 0 to 4294967295";
    assertRefused(small().put("maxPovSize", -1), range);
    assertRefused(small().put("maxPovSize", 4294967296L), range);
    assertRefused(small().put("maxPovSize", 0.5), range);
    assertRefused(small().put("maxPovSize", "7"), "maxPovSize: must be a number");
    assertRefused(small().put("maxPovSize", Double.NaN), "maxPovSize: NaN is not a number");
    assertEquals(4294967295L, ExecuteRequest.fromJson(small().put("maxPovSize", 4294967295L)).pvd().maxPovSize());
    String time = "deadlineMillis: must be more than 0 and at most 86400000";
    assertRefused(small().put("deadlineMillis", 0), time);
    assertRefused(small().put("deadlineMillis", 86400000.5), time);
    assertRefused(small().put("deadlineMillis", 1e300), time);
  }

  @Example
  void otherValuesOutOfTheirSetAreNamed() {
    assertRefused(small().put("kind", "BACKING"),
        "kind: must be one of backing, backing_system_paras, approval, dispute");
    assertRefused(small().put("jobId", "two words"), "jobId: character 3 is not printable ASCII");
    assertRefused(small().put("host", ""), "host: 0 characters, allowed are 1 to 128");
    JsonObject prepare = new JsonObject().put("code", "0x00").put("precheck", "yes");
    PvfException refused = assertThrows(PvfException.class, () -> PrepareRequest.fromJson(prepare));
    assertEquals("precheck: must be true or false", refused.getMessage());
  }

  private static JsonObject small() {
    return new JsonObject().put("code", "0x0061736d01000000").put("parentHead", "0x010203").put("blockData", "0xaabb");
  }

  private static void assertRefused(JsonObject json, String message) {
    PvfException refused = assertThrows(PvfException.class, () -> ExecuteRequest.fromJson(json));
    assertEquals(message, refused.getMessage());
    assertEquals(FailureCode.MALFORMED, refused.code());
  }

  private static void assertStartsWith(JsonObject json, String start) {
    PvfException refused = assertThrows(PvfException.class, () -> ExecuteRequest.fromJson(json));
    assertTrue(refused.getMessage().startsWith(start), refused.getMessage());
    assertEquals(FailureCode.MALFORMED, refused.code());
  }

  private static void assertTooLarge(JsonObject json, String message) {
    PvfException refused = assertThrows(PvfException.class, () -> ExecuteRequest.fromJson(json));
    assertEquals(message, refused.getMessage());
    assertEquals(FailureCode.TOO_LARGE, refused.code());
  }
}
