package io.pvfhost.tests.engine.machine;

/** One instance of a module. Values are raw bits; those of 32 bits have zeros above. */
public interface Machine {

  /**
   * Calls an exported function.
   *
   * @param export its name
   * @param arguments raw bits
   * @return what it returned, or its trap; after a trap the instance is not used again
   */
  Outcome call(String export, long... arguments);

  /** Returns the bits of an exported global. */
  long global(String export);

  /** Returns a copy of the memory, empty if there is none. */
  byte[] memory();
}
