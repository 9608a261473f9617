package io.pvfhost.engine.impl.artifact;

import io.pvfhost.engine.impl.wasm.FunctionType;

/**
 * A function that can be called from outside.
 *
 * @param owner internal name of its class
 * @param name name of its method
 * @param type its type
 */
public record CompiledFunction(String owner, String name, FunctionType type) {}
