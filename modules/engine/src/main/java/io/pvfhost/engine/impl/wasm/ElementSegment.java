package io.pvfhost.engine.impl.wasm;

/**
 * Initial contents of a part of the table.
 *
 * @param offset first index, an unsigned 32-bit number
 * @param functions function indices
 */
@SuppressWarnings("ArrayRecordComponent") // read in place, never compared
public record ElementSegment(long offset, int[] functions) {}
