package io.pvfhost.tests.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static io.pvfhost.tests.execute.Jobs.assertOutcome;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A real block gets its verdict within the budget of backing in a worker that has run nothing but small jobs of other
 * code: no candidate times out for lack of warm-up. In every build the most expensive valid block of each runtime, all
 * with {@code -Dpvf.cumulus=all}.
 */
@EnabledIfSystemProperty(named = "pvf.data", matches = ".+", disabledReason = "no data folder (-Dpvf.data)")
class FirstJobTest {

  private static final Duration BACKING = Duration.ofSeconds(2);
  private static final int JOBS_BEFORE = 3;
  private static final long LIMIT_SECONDS = 120;
  private static final Map<String, ValidationCode> CODES = new HashMap<>();

  private static TestHost host;

  @BeforeAll
  static void start() throws Exception {
    host = TestHost.start(
        execute -> execute.setWorkers(1).setSpares(0).setMaxJobsPerWorker(JOBS_BEFORE + 1), prepare -> { });
  }

  @AfterAll
  static void stop() throws Exception {
    host.close();
  }

  static Stream<String> blocks() throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    Vectors.json("vectors/cumulus/cases.json").forEach(cases::add);
    if (System.getProperty("pvf.cumulus", "").equals("all")) {
      return cases.stream().map(FirstJobTest::name);
    }
    Map<String, JsonNode> heaviest = new HashMap<>();
    cases.stream().filter(FirstJobTest::isValid)
        .sorted(Comparator.comparingDouble(each -> each.get("cpu_ms").get("29").asDouble()))
        .forEach(each -> heaviest.put(each.get("pvf").asText(), each));
    return heaviest.values().stream().map(FirstJobTest::name).sorted();
  }

  private static String name(JsonNode block) {
    return block.get("name").asText();
  }

  private static boolean isValid(JsonNode block) {
    return block.get("expect").get("kind").asText().equals("Ok");
  }

  @ParameterizedTest
  @MethodSource("blocks")
  @Timeout(2 * LIMIT_SECONDS)
  void firstJobOfItsCodeGetsItsVerdict(String name) throws Exception {
    JsonNode block = block(name);
    ExecuteRequest request = request(block);
    // On a machine so busy that the wall-clock limit strikes first there is no answer, and the block is run again.
    ExecuteReply reply = await().atMost(LIMIT_SECONDS, TimeUnit.SECONDS).until(() -> firstJob(request),
        answer -> !answer.reason().message().startsWith("no answer within"));
    assertOutcome(isValid(block) ? ReasonCode.OK : ReasonCode.INVALID_CANDIDATE, reply);
    if (isValid(block)) {
      assertEquals(Vectors.bytes(block.get("expect").get("result").get("head")),
          reply.result().orElseThrow().headData());
    }
    System.out.println(name + ": " + reply.cpuTime().toMillis() + " ms of CPU time");
  }

  /** Runs some jobs of the adder, and then the block in the same worker. */
  private static ExecuteReply firstJob(ExecuteRequest request) throws Exception {
    ExecuteReply last = null;
    for (int i = 0; i < JOBS_BEFORE; i++) {
      last = host.run(Jobs.adder());
      Jobs.assertAdded(last);
    }
    ExecuteReply reply = host.run(request.toBuilder());
    assertEquals(last.worker().orElseThrow().pid(), reply.worker().orElseThrow().pid());
    return reply;
  }

  private static JsonNode block(String name) throws IOException {
    for (JsonNode each : Vectors.json("vectors/cumulus/cases.json")) {
      if (name(each).equals(name)) {
        return each;
      }
    }
    throw new AssertionError(name);
  }

  private static ExecuteRequest request(JsonNode block) throws Exception {
    Bytes head = Bytes.fromHex(block.get("parent_head").asText());
    Bytes pov = Vectors.file("vectors/cumulus/" + block.get("pov_file").asText());
    return ExecuteRequest.builder(code(block.get("pvf").asText()),
            new PersistedValidationData(head, block.get("relay_parent_number").asLong(),
                Hash.fromHex(block.get("relay_parent_storage_root").asText()), block.get("max_pov_size").asLong()),
            new PoV(pov))
        .executionTimeout(BACKING).build();
  }

  /** Returns prepared code. */
  private static ValidationCode code(String name) throws Exception {
    ValidationCode known = CODES.get(name);
    if (known != null) {
      return known;
    }
    String beside = "vectors/cumulus/" + name + ".pvf";
    ValidationCode code = ValidationCode.of(Vectors.file(Vectors.exists(beside) ? beside : "pvf/" + name + ".pvf"));
    assertTrue(host.prepare(PrepareRequest.of(code)).prepared());
    CODES.put(name, code);
    return code;
  }
}
