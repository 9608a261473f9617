package io.pvfhost.engine.impl.wasm;

/** What can be imported and exported, in the order of the codes. */
public enum ExternalKind {
  FUNCTION,
  TABLE,
  MEMORY,
  GLOBAL;

  private static final ExternalKind[] VALUES = values();

  static ExternalKind decode(WasmReader in) throws ModuleException {
    int code = in.u8();
    if (code >= VALUES.length) {
      throw in.malformed("UnknownExternalKind(" + code + ")");
    }
    return VALUES[code];
  }
}
