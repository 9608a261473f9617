package io.pvfhost.engine.impl.artifact;

import io.pvfhost.engine.impl.wasm.ExternalKind;

/**
 * An export.
 *
 * @param kind what is exported
 * @param index index among the entities of its kind
 * @param function the function, null for anything else
 */
public record CompiledExport(ExternalKind kind, int index, CompiledFunction function) {}
