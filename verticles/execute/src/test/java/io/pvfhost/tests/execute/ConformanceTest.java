package io.pvfhost.tests.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.scale.ValidationResult;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static io.pvfhost.tests.execute.Jobs.assertOutcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

/**
 * Published validation functions and runs judged by other implementations, the whole way from the client to a worker
 * process and back.
 */
@Timeout(240)
@EnabledIfSystemProperty(named = "pvf.data", matches = ".+", disabledReason = "no data folder (-Dpvf.data)")
class ConformanceTest {

  /** The rules of the newest workers; an entry that is not given agrees with them. */
  private static final String RULES = "2603";

  private static TestHost host;

  @BeforeAll
  static void start() throws Exception {
    host = TestHost.start(execute -> execute.setQueueLimit(10_000), prepare -> { });
  }

  @AfterAll
  static void stop() throws Exception {
    host.close();
  }

  private static ExecuteRequest request(ValidationCode code, Bytes head, Bytes block, JsonNode entry) {
    return ExecuteRequest.builder(code,
        new PersistedValidationData(head, entry.get("relay_parent_number").asLong(),
            Hash.of(Vectors.bytes(entry.get("relay_parent_storage_root")).array()), Jobs.MAX_POV),
        new PoV(block)).executionTimeout(Jobs.AMPLE).build();
  }

  private static ExecuteRequest request(ValidationCode code, ValidationParams params) {
    return ExecuteRequest.builder(code,
        new PersistedValidationData(params.parentHead(), params.relayParentNumber(), params.relayParentStorageRoot(),
            Jobs.MAX_POV), new PoV(params.blockData())).executionTimeout(Jobs.AMPLE).build();
  }

  private static void assertResult(Bytes expected, ExecuteReply reply) throws ScaleException {
    assertOutcome(ReasonCode.OK, reply);
    assertEquals(expected, reply.result().orElseThrow().encode());
    ValidationResult decoded = ValidationResult.decode(new ScaleReader(expected.array()));
    assertEquals(decoded.commitments().hash(), reply.commitmentsHash().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pvf/adder.wasm", "pvf/adder.pvf"})
  void adderBlocksHaveIdenticalResults(String file) throws Exception {
    ValidationCode code = ValidationCode.of(Vectors.file(file));
    JsonNode cases = Vectors.json("vectors/adder/vectors.json").get("cases");
    assertEquals(12, cases.size());
    for (JsonNode entry : cases) {
      ExecuteReply reply = host.run(request(code, Vectors.bytes(entry.get("parent_head")),
          Vectors.bytes(entry.get("block_data")), entry).toBuilder());
      assertResult(Vectors.bytes(entry.get("validation_result")), reply);
      assertEquals(Vectors.bytes(entry.get("head_data")), reply.result().orElseThrow().headData());
    }
  }

  @Test
  void adderTrapsAreInvalid() throws Exception {
    ValidationCode code = ValidationCode.of(Vectors.file("pvf/adder.pvf"));
    for (JsonNode entry : Vectors.json("vectors/adder/vectors.json").get("negative")) {
      Bytes params = Vectors.bytes(entry.get("validation_params"));
      if (entry.get("why").asText().equals("params undecodable")) {
        // A host composes the parameters itself, so these cannot be sent.
        assertThrows(ScaleException.class, () -> ValidationParams.decode(new ScaleReader(params.array())));
      } else {
        ExecuteReply reply = host.run(
            request(code, ValidationParams.decode(new ScaleReader(params.array()))).toBuilder());
        assertTrapOrResult(entry, reply);
      }
    }
  }

  private static void assertTrapOrResult(JsonNode entry, ExecuteReply reply) throws ScaleException {
    if (entry.get("expect").asText().equals("trap")) {
      assertOutcome(ReasonCode.INVALID_CANDIDATE, reply);
    } else {
      assertResult(Vectors.bytes(entry.get("result")), reply);
    }
  }

  /** Block data is one zstd frame in the folder; with the magic in front it is what a collator sends. */
  private static Bytes undyingBlock(JsonNode entry) throws Exception {
    byte[] frame = Vectors.file("vectors/undying/" + entry.get("block_data_file").asText()).array();
    return new ScaleWriter().raw(MaybeCompressed.MAGIC.array()).raw(frame).toBytes();
  }

  @Test
  void undyingBlocksHaveIdenticalResults() throws Exception {
    ValidationCode code = ValidationCode.of(Vectors.file("pvf/undying.pvf"));
    JsonNode cases = Vectors.json("vectors/undying/vectors.json").get("cases");
    assertEquals(12, cases.size());
    for (JsonNode entry : cases) {
      ExecuteReply reply = host.run(
          request(code, Vectors.bytes(entry.get("parent_head")), undyingBlock(entry), entry).toBuilder());
      assertResult(Vectors.bytes(entry.get("validation_result")), reply);
      assertEquals(entry.get("block_data_len").asLong(), reply.povSize());
    }
  }

  @Test
  void undyingTrapsAreInvalid() throws Exception {
    ValidationCode code = ValidationCode.of(Vectors.file("pvf/undying.pvf"));
    JsonNode vectors = Vectors.json("vectors/undying/vectors.json");
    for (JsonNode entry : vectors.get("negative")) {
      ExecuteRequest request = entry.has("validation_params")
          ? request(code, ValidationParams.decode(new ScaleReader(
              Vectors.bytes(entry.get("validation_params")).array())))
          : withAnotherGrave(code, vectors.get("cases"));
      assertOutcome(ReasonCode.INVALID_CANDIDATE, host.run(request.toBuilder()));
    }
  }

  /** The first block of para 2003 with one bit of its graveyard changed, so that its state is not that of the head. */
  private static ExecuteRequest withAnotherGrave(ValidationCode code, JsonNode cases) throws Exception {
    for (JsonNode entry : cases) {
      if (entry.get("name").asText().equals("para2003-block1")) {
        byte[] block = MaybeCompressed.decompress(undyingBlock(entry).array(), 1 << 20);
        int graveyard = Long.BYTES + Integer.BYTES;
        block[graveyard + 5] ^= 1;
        return request(code, Vectors.bytes(entry.get("parent_head")), Bytes.wrap(block), entry);
      }
    }
    throw new AssertionError("para2003-block1 is missing");
  }

  @Test
  void hashFunctionsGiveThePublishedDigests() throws Exception {
    JsonNode vectors = Vectors.json("vectors/hashing/w3f-host-api.json");
    // Where each digest lies in the head of the sample.
    Map<String, List<Integer>> places = Map.of("keccak_256", List.of(0, 32), "sha2_256", List.of(96, 32),
        "blake2_128", List.of(128, 16), "blake2_256", List.of(144, 32), "twox_64", List.of(176, 8),
        "twox_128", List.of(184, 16), "twox_256", List.of(200, 32));
    assertEquals(places.size(), vectors.get("outputs_hex").size());
    for (int i = 0; i < vectors.get("inputs_utf8").size(); i++) {
      byte[] input = vectors.get("inputs_utf8").get(i).asText().getBytes(StandardCharsets.UTF_8);
      Bytes head = host.run(Jobs.of(Sample.HASHES, Bytes.wrap(input))).result().orElseThrow().headData();
      for (Map.Entry<String, List<Integer>> place : places.entrySet()) {
        int from = place.getValue().get(0);
        JsonNode digests = vectors.get("outputs_hex").get("ext_hashing_" + place.getKey() + "_version_1");
        assertEquals(digests.get(i).asText(), head.slice(from, from + place.getValue().get(1)).toHex(),
            place.getKey());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashing", "allocator"})
  void runsJudgedByOtherWorkersEndAlike(String family) throws Exception {
    List<String> expected = new ArrayList<>();
    List<Future<String>> answers = new ArrayList<>();
    for (JsonNode module : Vectors.family(family)) {
      ValidationCode code = ValidationCode.of(Bytes.wrap(Base64.getDecoder().decode(module.get("code").asText())));
      ExecutorParams params = ExecutorParams.decode(new ScaleReader(Vectors.bytes(module.get("params")).array()));
      for (JsonNode run : module.get("runs")) {
        String name = run.get("name").asText();
        expected.add(name + ": " + outcome(run.get("expect").get(RULES)));
        answers.add(outcome(code, params, run).map(outcome -> name + ": " + outcome));
      }
    }
    List<String> actual = new ArrayList<>();
    for (Future<String> answer : answers) {
      actual.add(TestHost.get(answer));
    }
    assertFalse(expected.isEmpty());
    assertEquals(String.join("\n", expected), String.join("\n", actual));
  }

  private static String outcome(JsonNode judged) {
    String prepared = judged.get("prepare").asText();
    if (!judged.has("execute")) {
      return prepared;
    }
    return prepared + " " + judged.get("execute").asText()
        + (judged.has("result") ? " " + judged.get("result") : "");
  }

  private static Future<String> outcome(ValidationCode code, ExecutorParams params, JsonNode run) {
    ExecuteRequest request = ExecuteRequest.builder(code,
        new PersistedValidationData(Vectors.bytes(run.get("head")), run.get("number").asLong(), Hash.ZERO,
            Jobs.MAX_POV), new PoV(Vectors.bytes(run.get("block")))).executorParams(params)
        .executionTimeout(Jobs.AMPLE).build();
    return host.client.prepare(new PrepareRequest(code, params, false, Optional.empty())).compose(
        prepared -> prepared.prepared()
            ? host.client.execute(request).map(reply -> "Ok " + executed(reply))
            : Future.succeededFuture(variant(prepared)));
  }

  /** The reason of a failed preparation begins with the name of its variant. */
  private static String variant(PrepareReply reply) {
    return reply.reason().message().replaceFirst(":.*", "");
  }

  private static String executed(ExecuteReply reply) {
    return switch (reply.reason().code()) {
      case OK -> "Ok " + json(reply.result().orElseThrow());
      case INVALID_CANDIDATE -> "InvalidCandidate";
      case RUNTIME_CONSTRUCTION -> "RuntimeConstruction";
      case POV_DECOMPRESSION_FAILURE -> "PoVDecompressionFailure";
      default -> reply.toString();
    };
  }

  private static String json(ValidationResult result) {
    return "{\"head\":\"" + result.headData().toHex()
        + "\",\"code\":" + result.newValidationCode().map(code -> '"' + code.toHex() + '"').orElse("null")
        + ",\"ump\":" + result.upwardMessages().stream().map(message -> '"' + message.toHex() + '"').toList()
        + ",\"hrmp\":" + result.horizontalMessages()
        + ",\"dmp\":" + result.processedDownwardMessages()
        + ",\"watermark\":" + result.hrmpWatermark() + "}";
  }
}
