package io.pvfhost.tests.execute;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.JsonEdge;
import io.pvfhost.api.PvfAddresses;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Base64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** JSON in and out at the edge address, with a real host behind it. */
@Timeout(120)
class JsonTest {

  private static TestHost host;

  @BeforeAll
  static void start() throws Exception {
    host = TestHost.start();
    TestHost.get(host.vertx.eventBus().consumer(PvfAddresses.JSON, new JsonEdge(host.client)).completion());
  }

  @AfterAll
  static void stop() throws Exception {
    host.close();
  }

  private static Future<JsonObject> send(Object request) {
    return host.vertx.eventBus().<JsonObject>request(PvfAddresses.JSON, request).map(answer -> answer.body())
        .recover(failure -> Future.failedFuture(PvfException.of(failure)));
  }

  private static JsonObject adder() {
    return Jobs.adder().build().toJson().put("op", "execute");
  }

  @Test
  void aCandidateIsValidated() throws Exception {
    JsonObject answer = TestHost.get(send(adder()));
    assertEquals("valid", answer.getString("verdict"));
    assertEquals(new JsonObject().put("code", "ok").put("message", ""), answer.getJsonObject("reason"));
    assertEquals("0x" + Adder.nextHead(Adder.genesisHead(), 0, 512).toHex(), answer.getString("headData"));
    assertEquals("0xc9d7bae948f5b7f9d63c5e876f89967bcf6e63de91db390cc39a7fdf7a607a22",
        answer.getString("commitmentsHash"));
    assertEquals(16, answer.getInteger("povSize"));
    assertEquals(1, answer.getJsonArray("attempts").size());
    assertEquals("S", answer.getJsonObject("worker").getString("dialect"));
  }

  @Test
  void bytesMayBeBase64() throws Exception {
    JsonObject request = adder().put("code",
        "base64:" + Base64.getEncoder().encodeToString(Sample.ADDER.code().array()));
    assertEquals("valid", TestHost.get(send(request)).getString("verdict"));
  }

  @Test
  void anInvalidCandidateIsAnAnswerNotAFailure() throws Exception {
    JsonObject answer = TestHost.get(send(Jobs.of(Sample.TRAP, Adder.block(0, 1)).build().toJson()
        .put("op", "execute")));
    assertEquals("invalid", answer.getString("verdict"));
    assertEquals("invalid_candidate", answer.getJsonObject("reason").getString("code"));
    assertNull(answer.getString("headData"));
  }

  @Test
  void codeIsPreparedAndPrechecked() throws Exception {
    JsonObject code = new JsonObject().put("code", "0x" + Jobs.variant(Sample.ADDER).toHex());
    JsonObject prepared = TestHost.get(send(code.copy().put("op", "prepare")));
    assertTrue(prepared.getBoolean("prepared"), prepared::encode);
    JsonObject prechecked = TestHost.get(send(code.copy().put("op", "precheck")));
    assertTrue(prechecked.getBoolean("prepared") && prechecked.getBoolean("cached"), prechecked::encode);
    assertEquals(prepared.getLong("artifactSize"), prechecked.getLong("artifactSize"));
  }

  @Test
  void theStatusIsTold() throws Exception {
    JsonObject status = TestHost.get(send(new JsonObject().put("op", "status")));
    assertTrue(status.getBoolean("accepting"), status::encode);
    assertEquals(2, status.getJsonObject("executeWorkers").getInteger("max"));
    assertEquals(1000, status.getInteger("queueLimit"));
  }

  @ParameterizedTest
  @CsvSource({"op, explode", "parentHead, 0x0", "blockData, 12", "code, 0xzz", "kind, sometimes", "jobId, two words",
      "deadlineMillis, -1", "relayParentStorageRoot, 0x00", "executorParams, 0x09", "descriptorVersion, v9",
      "unheardOf, 1"})
  void aBadFieldIsNamed(String field, String value) {
    PvfException refusal = TestHost.refusal(FailureCode.MALFORMED, send(adder().put(field, value)));
    assertTrue(refusal.getMessage().contains(field), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"parentHead", "blockData", "code"})
  void aMissingFieldIsNamed(String field) {
    JsonObject request = adder();
    request.remove(field);
    PvfException refusal = TestHost.refusal(FailureCode.MALFORMED, send(request));
    assertTrue(refusal.getMessage().contains(field), refusal.getMessage());
  }

  @Test
  void aFieldAboveItsLimitIsRefused() {
    String head = "0x" + "00".repeat(PvfLimits.MAX_HEAD_BYTES + 1);
    PvfException refusal = TestHost.refusal(FailureCode.TOO_LARGE, send(adder().put("parentHead", head)));
    assertTrue(refusal.getMessage().contains("parentHead"), refusal.getMessage());
  }

  @Test
  void whatIsNoJsonObjectIsRefused() {
    TestHost.refusal(FailureCode.MALFORMED, send("{\"op\": \"status\"}"));
    TestHost.refusal(FailureCode.MALFORMED, send(new JsonObject()));
  }

  @Test
  void unknownCodeIsAFailureOfItsOwn() {
    JsonObject request = adder().put("codeHash", "0x" + "11".repeat(32));
    request.remove("code");
    TestHost.refusal(FailureCode.CODE_UNKNOWN, send(request));
  }
}
