package io.pvfhost.tests.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Files of the data folder named by the system property {@code pvf.data}; without it the calling test is skipped. */
final class DataFolder {

  private DataFolder() {
  }

  static JsonNode json(String file) throws IOException {
    String folder = System.getProperty("pvf.data", "");
    assumeTrue(!folder.isEmpty(), "no data folder: -Dpvf.data is not given");
    return new ObjectMapper().readTree(Path.of(folder, file).toFile());
  }
}
