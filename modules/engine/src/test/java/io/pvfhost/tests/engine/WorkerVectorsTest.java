package io.pvfhost.tests.engine;

import io.pvfhost.scale.ScaleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Our answers beside those of Parity's workers. */
class WorkerVectorsTest {

  @ParameterizedTest
  @ValueSource(strings = {"hashing", "allocator", "blobs"})
  void everyRunOfTheFamilyAgrees(String family) throws IOException, ScaleException {
    assertEquals(List.of(), differences(family));
  }

  @Test
  void miscDiffersOnlyInTheBatchThatCryptographyBrings() throws IOException, ScaleException {
    assertEquals(List.of("ext_crypto_start_batch_verify_version_1"), names("misc"));
  }

  @Test
  void shapeDiffersOnlyInMeteringPaddedIndicesAndTheBatch() throws IOException, ScaleException {
    assertEquals(
        List.of("start_is_import", "dead_two_adds", "params-stack_0", "params-stack_0-recursion",
            "blob-call_indirect-padded-no-resize"),
        names("shape"));
  }

  private static List<String> names(String family) throws IOException, ScaleException {
    return differences(family).stream().map(line -> line.substring(0, line.indexOf(':'))).toList();
  }

  private static List<String> differences(String family) throws IOException, ScaleException {
    return new Judge().differences(Vectors.family(family));
  }
}
