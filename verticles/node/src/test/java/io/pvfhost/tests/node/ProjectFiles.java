package io.pvfhost.tests.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the project outside of this module. */
final class ProjectFiles {

  /** Surefire runs tests in the folder of their module. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

  private ProjectFiles() {
  }

  static String read(String path) {
    try {
      return Files.readString(ROOT.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
