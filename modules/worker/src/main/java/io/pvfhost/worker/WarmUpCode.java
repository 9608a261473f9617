package io.pvfhost.worker;

import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The built-in validation code that workers warm up with. It is valid on any input, calls the host functions that real
 * code calls, and is prepared when the workers are built, since preparing takes longer than all the rest of a start.
 */
public final class WarmUpCode {
  private static final String MODULE = "warm-up.wasm";
  private static final String ARTIFACT = "warm-up.artifact";

  private WarmUpCode() {
  }

  /**
   * Step of the build: prepares the code.
   *
   * @param argv the directory for the artifact
   */
  public static void main(String[] argv) throws IOException, PrepareFailure {
    Path directory = Files.createDirectories(Path.of(argv[0]));
    byte[] artifact = PvfEngine.create().prepare(module().array(), ExecutorParams.EMPTY).artifact();
    Files.write(directory.resolve(ARTIFACT), artifact);
  }

  /** The code as WebAssembly. */
  static Bytes module() throws IOException {
    return read(MODULE);
  }

  /** The code as this build's engine prepared it. */
  static Bytes artifact() throws IOException {
    return read(ARTIFACT);
  }

  private static Bytes read(String name) throws IOException {
    try (InputStream in = WarmUpCode.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name + " is not part of this build");
      }
      return Bytes.wrap(in.readAllBytes());
    }
  }
}
