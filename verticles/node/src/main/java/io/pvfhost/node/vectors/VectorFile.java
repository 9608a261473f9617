package io.pvfhost.node.vectors;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A file of vectors, read module by module. */
interface VectorFile extends Closeable {

  /**
   * The next module with its runs; empty at the end.
   *
   * @throws IOException if the file cannot be read, or is not what its name says
   */
  Optional<VectorModule> next() throws IOException;

  /** Opens a file: cases of real blocks if its name ends in {@code .json}, else lines of modules. */
  static VectorFile open(Path file) throws IOException {
    return file.toString().endsWith(".json") ? BlockCases.open(file) : ModuleLines.open(file);
  }
}
