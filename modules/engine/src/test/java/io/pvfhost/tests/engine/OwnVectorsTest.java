package io.pvfhost.tests.engine;

import io.pvfhost.engine.PvfEngine;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.scale.ScaleException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Our answers beside those of Parity's workers to vectors of our own; see their README. */
class OwnVectorsTest {

  @ParameterizedTest
  @CsvSource("dead-code, 2144, 2603")
  void everyRunAgrees(String file, int runs, String rules) throws IOException, ScaleException {
    Judge judge = new Judge(PvfEngine.create(RuleSet.of(rules)));
    assertEquals(List.of(), judge.differences(Vectors.resource("engine/vectors/" + file + ".jsonl.gz")));
    assertEquals(runs, judge.runs());
  }
}
