package io.pvfhost.worker;

import io.pvfhost.engine.RuleSet;
import org.junit.jupiter.api.Test;

import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class WorkerArgumentsTest {
  private static WorkerArguments parse(String line) {
    return WorkerArguments.parse(("execute-worker " + line).trim().split(" "));
  }

  private static String refusal(String line) {
    return assertThrows(IllegalArgumentException.class, () -> parse(line)).getMessage();
  }

  @Test
  void optionsComeInAnyOrder() {
    WorkerArguments expected = new WorkerArguments(Optional.of("1.2.3"), "/s", "/d", RuleSet.DEFAULT);
    assertEquals(expected, parse("--node-impl-version 1.2.3 --socket-path /s --worker-dir-path /d"));
    assertEquals(expected, parse("--worker-dir-path /d --socket-path /s --node-impl-version 1.2.3"));
  }

  @Test
  void theVersionIsOptional() {
    assertEquals(Optional.empty(), parse("--socket-path /s --worker-dir-path /d").nodeImplVersion());
  }

  @Test
  void aHostOfOursMayNameTheRules() {
    assertEquals(RuleSet.RULES_2509, parse("--socket-path /s --worker-dir-path /d --rules 2509").rules());
    assertEquals("no rule set 2510 (2603, 2509 or 2409)",
        refusal("--socket-path /s --worker-dir-path /d --rules 2510"));
  }

  @Test
  void bothPathsAreMandatory() {
    assertEquals("option is mandatory: --socket-path", refusal("--worker-dir-path /d"));
    assertEquals("option is mandatory: --worker-dir-path", refusal("--socket-path /s"));
  }

  @Test
  void unknownOptionsAndMissingValuesAreRefused() {
    assertEquals("unexpected option: --color", refusal("--socket-path /s --worker-dir-path /d --color red"));
    assertEquals("option without a value: --worker-dir-path", refusal("--socket-path /s --worker-dir-path"));
  }
}
