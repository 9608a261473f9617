package io.pvfhost.tests.engine.hostile;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.tests.engine.machine.LargeStackThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Every hostile module gets its verdict, in a process that then still gives the right one to others. */
class HostileCodeTest {

  private static final Map<String, HostileCode.Case> CASES = HostileCode.all();
  private static final PvfEngine ENGINE = PvfEngine.create();

  static Set<String> names() {
    return CASES.keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void getsItsVerdict(String name) {
    assertEquals(CASES.get(name).verdict(), verdict(CASES.get(name).module().get()));
    assertEquals("Completed", verdict(new Shape().build(Shape.VALID)));
  }

  @Test
  void thereAreEnough() {
    assertTrue(CASES.size() >= 80, CASES.size() + " cases");
  }

  private static String verdict(byte[] code) {
    return LargeStackThread.call(() -> {
      try {
        byte[] artifact = ENGINE.prepare(code, ExecutorParams.EMPTY).artifact();
        ENGINE.verify(artifact);
        ValidationParams candidate = new ValidationParams(Bytes.EMPTY, Bytes.EMPTY, 1, Hash.ZERO, Optional.empty());
        return ENGINE.load(artifact).execute(candidate, ExecutionLimits.of(ExecutorParams.EMPTY))
            .getClass().getSimpleName();
      } catch (PrepareFailure e) {
        return e.kind().name();
      } catch (ArtifactException e) {
        throw new AssertionError(e);
      }
    });
  }
}
