package io.pvfhost.engine.impl.wasm;

/**
 * An import.
 *
 * @param module module name
 * @param name field name
 * @param entity what is imported
 * @param range the entry in the module's bytes
 */
public record Import(String module, String name, Entity entity, Range range) {

  /** Returns {@code module:name}. */
  public String qualifiedName() {
    return module + ":" + name;
  }
}
