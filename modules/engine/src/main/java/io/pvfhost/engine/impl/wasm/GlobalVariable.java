package io.pvfhost.engine.impl.wasm;

/**
 * A global.
 *
 * @param type its stack code
 * @param mutable whether it may change
 * @param bits raw bits of its initial value; 0 for an imported one, which no host provides
 */
public record GlobalVariable(int type, boolean mutable, long bits) {}
