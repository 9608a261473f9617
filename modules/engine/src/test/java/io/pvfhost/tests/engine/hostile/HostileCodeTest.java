package io.pvfhost.tests.engine.hostile;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.tests.engine.machine.LargeStackThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Every hostile module gets its verdict, in a process that then still gives the right one to others. */
class HostileCodeTest {

  private static final Map<String, HostileCode.Case> CASES = HostileCode.all();

  /** In every build those by older rules that end differently there; by command all. */
  static Stream<Arguments> casesByRules() {
    boolean byCommand = Boolean.getBoolean("pvf.engine.hostile");
    return Stream.of(RuleSet.values()).flatMap(rules -> CASES.keySet().stream()
        .filter(name -> byCommand || rules == RuleSet.DEFAULT || CASES.get(name).dependsOnRules())
        .map(name -> Arguments.of(name, rules)));
  }

  @ParameterizedTest
  @MethodSource("casesByRules")
  void getsItsVerdict(String name, RuleSet rules) {
    PvfEngine engine = PvfEngine.create(rules);
    assertEquals(CASES.get(name).verdict(rules), verdict(engine, CASES.get(name).module().get()));
    assertEquals("Completed", verdict(engine, new Shape().build(Shape.VALID)));
  }

  @Test
  void thereAreEnough() {
    assertTrue(CASES.size() >= 80, CASES.size() + " cases");
  }

  private static String verdict(PvfEngine engine, byte[] code) {
    return LargeStackThread.call(() -> {
      try {
        byte[] artifact = engine.prepare(code, ExecutorParams.EMPTY).artifact();
        engine.verify(artifact);
        ValidationParams candidate = new ValidationParams(Bytes.EMPTY, Bytes.EMPTY, 1, Hash.ZERO, Optional.empty());
        return engine.load(artifact).execute(candidate, ExecutionLimits.of(ExecutorParams.EMPTY))
            .getClass().getSimpleName();
      } catch (PrepareFailure e) {
        return e.kind().name();
      } catch (ArtifactException e) {
        throw new AssertionError(e);
      }
    });
  }
}
