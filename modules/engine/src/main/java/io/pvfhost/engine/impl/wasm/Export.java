package io.pvfhost.engine.impl.wasm;

/**
 * An export.
 *
 * @param name its name
 * @param kind what is exported
 * @param index index among the entities of its kind
 */
public record Export(String name, ExternalKind kind, int index) {}
