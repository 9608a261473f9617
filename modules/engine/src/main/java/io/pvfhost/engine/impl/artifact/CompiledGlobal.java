package io.pvfhost.engine.impl.artifact;

/**
 * A global, and where instances keep it.
 *
 * @param type its stack code
 * @param slot {@link #CONSTANT}, or a field of the instance below {@link #FIELDS}, or from there on, counted from
 *     there, an index into its array of globals
 * @param bits raw bits of its initial value
 */
public record CompiledGlobal(int type, int slot, long bits) {

  /** The slot of a global that cannot change. */
  public static final int CONSTANT = -1;

  /** Number of mutable i32 globals that have a field of the instance each. */
  public static final int FIELDS = 4;
}
