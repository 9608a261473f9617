package io.pvfhost.engine.impl.wasm;

/**
 * Initial contents of a part of memory.
 *
 * @param offset address, an unsigned 32-bit number
 * @param start where the contents are in the module
 * @param length their number of bytes
 */
public record DataSegment(long offset, int start, int length) {}
