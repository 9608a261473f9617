package io.pvfhost.tests.engine;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.scale.ScaleException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
    assertEquals(List.of(), new Judge(rules).differences(Vectors.family(family)));
  }
}
