package io.pvfhost.tests.engine.fuzz;

import io.pvfhost.tests.engine.generate.Modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes generated modules into a folder, for a fuzzer to start from. */
public final class SeedCorpus {

  private SeedCorpus() {}

  /**
   * Writes the modules.
   *
   * @param args the folder and the number of modules
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    for (int seed = 0; seed < Integer.parseInt(args[1]); seed++) {
      Files.write(folder.resolve("seed-" + seed), Modules.of(seed));
    }
  }
}
