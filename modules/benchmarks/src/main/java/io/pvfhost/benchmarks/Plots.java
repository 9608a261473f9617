package io.pvfhost.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files with plots. */
final class Plots {

  private Plots() {
  }

  /** Writes a plot; the directory is made when it is not there. */
  static void write(Path directory, String name, String svg) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(name + ".svg"), svg);
  }
}
