package io.pvfhost.engine.impl.wasm;

/**
 * An import.
 *
 * @param module module name
 * @param name field name
 * @param kind what is imported
 * @param type type of a function, null for anything else
 */
public record Import(String module, String name, ExternalKind kind, FunctionType type) {

  /** Returns {@code module:name}. */
  public String qualifiedName() {
    return module + ":" + name;
  }
}
