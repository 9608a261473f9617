package io.pvfhost.tests.engine.generate;

/** Generated modules as bytes, for tests that only need something valid. */
public final class Modules {

  private Modules() {}

  /** Returns the module of a seed; those of odd seeds have much dead code. */
  public static byte[] of(long seed) {
    return Emitter.plain(Generator.anyProgram(seed));
  }
}
