package io.pvfhost.engine.impl.wasm;

/** The value types of the first version of Wasm, with their codes. */
public enum ValueType {
  I32(0x7f),
  I64(0x7e),
  F32(0x7d),
  F64(0x7c);

  private final int code;

  ValueType(int code) {
    this.code = code;
  }

  static ValueType decode(WasmReader in) throws ModuleException {
    int offset = in.offset();
    int code = in.u8();
    for (ValueType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw ModuleException.malformed("unknown value type " + code, offset);
  }
}
