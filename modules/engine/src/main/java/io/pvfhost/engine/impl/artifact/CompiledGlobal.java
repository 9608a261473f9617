package io.pvfhost.engine.impl.artifact;

import io.pvfhost.engine.impl.runtime.Instance;

/**
 * A global, and where instances keep it.
 *
 * @param type its stack code
 * @param slot {@link #CONSTANT}, a field of the instance below {@link Instance#INT_GLOBALS}, or an index into its
 *     array of globals from there on
 * @param bits raw bits of its initial value
 */
public record CompiledGlobal(int type, int slot, long bits) {

  /** The slot of a global that cannot change. */
  public static final int CONSTANT = -1;

  /** Gives a new instance the initial value. */
  public void initialize(Instance instance) {
    if (slot >= Instance.INT_GLOBALS) {
      instance.globals[slot - Instance.INT_GLOBALS] = bits;
    } else if (slot != CONSTANT) {
      instance.setInt(slot, (int) bits);
    }
  }

  /** Returns the raw bits of the current value. */
  public long get(Instance instance) {
    if (slot == CONSTANT) {
      return bits;
    }
    return slot >= Instance.INT_GLOBALS
        ? instance.globals[slot - Instance.INT_GLOBALS]
        : instance.getInt(slot);
  }
}
