package io.pvfhost.worker;

import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.engine.RuleSet;
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

  private WarmUpCode() {
  }

  /**
   * Step of the build: prepares the code.
   *
   * @param argv the directory for the artifacts, one for each rule set
   */
  public static void main(String[] argv) throws IOException, PrepareFailure {
    Path directory = Files.createDirectories(Path.of(argv[0]));
    for (RuleSet rules : RuleSet.values()) {
      byte[] artifact = PvfEngine.create(rules).prepare(module().array(), ExecutorParams.EMPTY).artifact();
      Files.write(directory.resolve(artifactName(rules)), artifact);
    }
  }

  /** The code as WebAssembly. */
  static Bytes module() throws IOException {
    return read(MODULE);
  }

  /** The code as this build's engine prepared it. */
  static Bytes artifact(RuleSet rules) throws IOException {
    return read(artifactName(rules));
  }

  private static String artifactName(RuleSet rules) {
    return "warm-up-" + rules + ".artifact";
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
