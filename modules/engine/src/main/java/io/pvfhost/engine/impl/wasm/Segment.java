package io.pvfhost.engine.impl.wasm;

import java.util.OptionalLong;

/**
 * A data or element segment.
 *
 * @param offset where it goes, an unsigned 32-bit number; empty if the offset is an imported global
 * @param length bytes or entries
 */
public record Segment(OptionalLong offset, int length) {

  /** Returns whether the segment goes beyond a memory or table of a size; unknown offsets do not. */
  public boolean exceeds(long size) {
    return offset.isPresent() && offset.getAsLong() + length > size;
  }
}
