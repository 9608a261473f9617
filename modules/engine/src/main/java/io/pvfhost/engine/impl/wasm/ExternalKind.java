package io.pvfhost.engine.impl.wasm;

/** What can be imported and exported, in the order of the codes. */
public enum ExternalKind {
  FUNCTION(0),
  TABLE(1),
  MEMORY(2),
  GLOBAL(3);

  private static final ExternalKind[] VALUES = values();

  private final int code;

  ExternalKind(int code) {
    this.code = code;
  }

  /** Returns the number of the kind in Wasm and in artifacts. */
  public int code() {
    return code;
  }

  static ExternalKind decode(WasmReader in) throws ModuleException {
    int code = in.u8();
    if (code >= VALUES.length) {
      throw in.malformed("UnknownExternalKind(" + code + ")");
    }
    return VALUES[code];
  }
}
