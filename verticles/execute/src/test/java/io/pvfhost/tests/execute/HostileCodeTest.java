package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.tests.engine.hostile.HostileBlobs;
import io.pvfhost.tests.engine.hostile.HostileCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import static io.pvfhost.tests.execute.Jobs.assertOutcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Hostile modules and blobs in worker processes: each gets its verdict, and the next honest job too, from the same
 * worker or from one in its place. In every build those that stand for the others, all with
 * {@code -Dpvf.engine.hostile=true}, then by the older rules too.
 */
class HostileCodeTest {

  private static final boolean ALL = Boolean.getBoolean("pvf.engine.hostile");
  private static final int CODE_LIMIT = 12 << 20;
  private static final int LARGEST_BLOCK_DATA = 40 << 20;
  private static final Map<String, HostileCode.Case> CASES = HostileCode.all();

  @Nested
  class ByTheNewestRules extends Contract {
    ByTheNewestRules() {
      super(RuleSet.RULES_2603);
    }
  }

  @Nested
  @EnabledIfSystemProperty(named = "pvf.engine.hostile", matches = "true", disabledReason = "only by command")
  class ByTheRulesBefore extends Contract {
    ByTheRulesBefore() {
      super(RuleSet.RULES_2509);
    }
  }

  @Nested
  @EnabledIfSystemProperty(named = "pvf.engine.hostile", matches = "true", disabledReason = "only by command")
  class ByTheOldestRules extends Contract {
    ByTheOldestRules() {
      super(RuleSet.RULES_2409);
    }
  }

  /** What holds by all rules. */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  @Timeout(120)
  abstract static class Contract {

    private final RuleSet rules;
    private TestHost host;

    Contract(RuleSet rules) {
      this.rules = rules;
    }

    @BeforeAll
    void start() throws Exception {
      host = TestHost.start(execute -> execute.setWorkers(1).setRules(rules.label()),
          prepare -> prepare.setRules(rules.label()));
    }

    @AfterAll
    void stop() throws Exception {
      host.close();
    }

    static Collection<String> names() {
      return ALL ? CASES.keySet() : HostileCode.CHOSEN;
    }

    static Set<String> endless() {
      return HostileCode.endless().keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void moduleGetsItsVerdict(String name) throws Exception {
      ValidationCode code = ValidationCode.of(Bytes.wrap(CASES.get(name).module().get()));
      assertEquals(CASES.get(name).verdict(rules), verdict(code));
      Jobs.assertAdded(host.run(Jobs.adder()));
    }

    private String verdict(ValidationCode code) throws Exception {
      PrepareReply prepared = host.prepare(PrepareRequest.of(code));
      if (!prepared.prepared()) {
        return prepared.reason().message().replaceFirst("(?s):.*", "").toUpperCase(Locale.ROOT);
      }
      ExecuteReply reply = host.run(Jobs.of(code, Bytes.EMPTY, Bytes.EMPTY));
      return switch (reply.reason().code()) {
        case OK -> "Completed";
        case INVALID_CANDIDATE -> "InvalidCandidate";
        case RUNTIME_CONSTRUCTION -> "RuntimeConstruction";
        default -> reply.toString();
      };
    }

    @ParameterizedTest
    @MethodSource("endless")
    void whatNeverEndsSpendsItsBudget(String name) throws Exception {
      Bytes code = Bytes.wrap(HostileCode.endless().get(name));
      assertOutcome(ReasonCode.JOB_TIMED_OUT, host.runToItsBudget(
          Jobs.of(code, Bytes.EMPTY, Bytes.EMPTY).executionTimeout(Duration.ofMillis(500))));
      Jobs.assertAdded(host.run(Jobs.adder()));
    }

    @Test
    void blobsAreRefusedAsCode() throws Exception {
      Map<String, byte[]> blobs = HostileBlobs.bombs(CODE_LIMIT);
      blobs.putAll(HostileBlobs.broken());
      for (Map.Entry<String, byte[]> blob : blobs.entrySet()) {
        String message = host.prepare(PrepareRequest.of(ValidationCode.of(Bytes.wrap(blob.getValue()))))
            .reason().message();
        assertTrue(message.startsWith("CouldNotDecompressCodeBlob"), () -> blob.getKey() + ": " + message);
      }
      Jobs.assertAdded(host.run(Jobs.adder()));
    }

    @Test
    void blobsAreRefusedAsBlockData() throws Exception {
      Map<String, byte[]> blobs = HostileBlobs.bombs(LARGEST_BLOCK_DATA);
      blobs.putAll(HostileBlobs.broken());
      for (byte[] blob : blobs.values()) {
        assertOutcome(ReasonCode.POV_DECOMPRESSION_FAILURE, host.run(Jobs.of(Sample.ECHO, Bytes.wrap(blob))));
      }
      Jobs.assertAdded(host.run(Jobs.adder()));
    }
  }
}
