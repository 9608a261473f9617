package io.pvfhost.engine.impl.wasm;

/** The value types of the first version of Wasm, in the order in which the JVM has its typed instructions. */
public enum ValueType {
  I32(1),
  I64(2),
  F32(3),
  F64(4);

  /** The stack code of no type: a block without a result, or a value in dead code. */
  public static final int NONE = 0;

  /** Wasm counts its types downwards from here. */
  private static final int FIRST_CODE = 0x7f;

  private static final ValueType[] VALUES = values();

  private final int stackCode;

  ValueType(int stackCode) {
    this.stackCode = stackCode;
  }

  /** Returns the number by which the compiler calls the type, 1 to 4. */
  public int stackCode() {
    return stackCode;
  }

  /** Returns the type of a stack code other than {@link #NONE}. */
  public static ValueType ofStackCode(int code) {
    return VALUES[code - 1];
  }

  /** Returns the stack code of a type byte, or -1 if there is no such type. */
  static int stackCodeOf(int typeByte) {
    int index = FIRST_CODE - typeByte;
    return index < 0 || index >= VALUES.length ? -1 : VALUES[index].stackCode;
  }
}
