package io.pvfhost.engine.impl.runtime;

import io.pvfhost.engine.impl.artifact.Artifact;

/** An instance of a module: memory, globals and table. It will extend {@code LinearMemory}, a {@code GuestMemory}. */
public final class Instance {

  private Instance() {}

  /**
   * Makes an instance and runs its start function.
   *
   * @param artifact the module
   * @param maximumPages most pages its memory may have
   * @throws InstantiationException if an import, a segment or the memory limit prevents it, or the start function traps
   */
  public static Instance of(Artifact artifact, int maximumPages) throws InstantiationException {
    throw new UnsupportedOperationException("follows");
  }

  /**
   * Calls an exported function of any type on the calling thread.
   *
   * @param export its name
   * @param args raw bits of the arguments; an i32 or f32 in the low half
   * @return raw bits of the result, 0 if it has none; an i32 or f32 in the low half, the high half zero
   * @throws Trap for any trap, those of host functions included
   */
  public long call(String export, long... args) throws Trap {
    throw new UnsupportedOperationException("follows");
  }

  /** Returns the raw bits of an exported global. */
  public long global(String export) {
    throw new UnsupportedOperationException("follows");
  }
}
