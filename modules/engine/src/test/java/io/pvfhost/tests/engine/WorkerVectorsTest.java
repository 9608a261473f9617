package io.pvfhost.tests.engine;

import io.pvfhost.scale.ScaleException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Our answers beside those of Parity's workers. */
class WorkerVectorsTest {

  @ParameterizedTest
  @ValueSource(strings = {"hashing", "allocator"})
  void everyRunOfTheFamilyAgrees(String family) throws IOException, ScaleException {
    assertEquals(List.of(), new Judge().differences(Vectors.family(family)));
  }
}
