package io.pvfhost.engine.impl.wasm;

/**
 * An export.
 *
 * @param name its name
 * @param index index among the entities of its kind
 * @param entity what is exported
 */
public record Export(String name, int index, Entity entity) {}
