package io.pvfhost.tests.engine;

import io.pvfhost.engine.PvfEngine;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.JvmEngine;
import io.pvfhost.engine.impl.compiler.CompilerOptions;
import io.pvfhost.scale.ScaleException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Our answers beside those of Parity's workers, under each of their rule sets. */
class WorkerVectorsTest {

  private static final List<String> FAMILIES = List.of("hashing", "trie", "crypto", "misc", "allocator", "numbers",
      "shape", "features", "blobs", "stack", "smith");

  static Stream<Arguments> familiesByRules() {
    List<Arguments> all = new ArrayList<>();
    for (RuleSet rules : RuleSet.values()) {
      FAMILIES.forEach(family -> all.add(Arguments.of(family, rules)));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("familiesByRules")
  void everyRunOfTheFamilyAgrees(String family, RuleSet rules) throws IOException, ScaleException {
    assertEquals(List.of(), new Judge(PvfEngine.create(rules)).differences(Vectors.family(family)));
  }

  /** The same with every function cut into segments, as long as a few instructions and as long as one. */
  @ParameterizedTest
  @CsvSource({"numbers, 40", "shape, 40", "stack, 8", "smith, 40", "smith, 8"})
  void splittingChangesNothing(String family, int segmentBytes) throws IOException, ScaleException {
    CompilerOptions options = new CompilerOptions(0, segmentBytes, CompilerOptions.DEFAULT.classBytes());
    PvfEngine engine = new JvmEngine(RuleSet.DEFAULT, options);
    assertEquals(List.of(), new Judge(engine).differences(Vectors.family(family)));
  }
}
