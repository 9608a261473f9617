package io.pvfhost.tests.engine.stack;

import io.pvfhost.tests.engine.machine.DataFolder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The model gives the costs that the reference writes into the calls of the modules it rewrites. */
class StackHeightVectorsTest {

  @ParameterizedTest
  @CsvSource({
    "empty_functions, 3", "global, 2", "imports, 1", "many_locals, 1", "simple, 1", "start, 2", "table, 3"})
  void costsAreThoseOfTheReference(String name, int calls) throws Exception {
    long[] costs = HeightModel.costs(file(name + ".in.wasm"));
    List<long[]> expected = HeightModel.costsInRewritten(file(name + ".out.wasm"));
    assertEquals(calls, expected.size());
    for (long[] functionAndCost : expected) {
      assertEquals(functionAndCost[1], costs[(int) functionAndCost[0]], "function " + functionAndCost[0]);
    }
  }

  private static byte[] file(String name) throws IOException {
    return Files.readAllBytes(DataFolder.resolve("vectors/stack-height/" + name));
  }
}
