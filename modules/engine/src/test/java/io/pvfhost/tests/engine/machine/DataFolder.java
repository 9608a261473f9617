package io.pvfhost.tests.engine.machine;

import java.nio.file.Path;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The folder of data that is not part of the project, {@code -Dpvf.data}. Tests that need it are skipped without. */
public final class DataFolder {

  private DataFolder() {}

  /** Returns a file of the folder. */
  public static Path resolve(String file) {
    String folder = System.getProperty("pvf.data", "");
    assumeTrue(!folder.isEmpty(), "no data folder (-Dpvf.data)");
    return Path.of(folder).resolve(file);
  }
}
