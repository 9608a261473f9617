package io.pvfhost.engine.impl.wasm;

/**
 * The initial value of a global or the offset of a segment.
 *
 * @param type stack code of a constant, {@link ValueType#NONE} if there is none
 * @param bits its raw bits
 * @param global index of the global whose value it is, -1 if it is a constant
 * @param constant whether it is one instruction that is allowed here
 */
record ConstantExpression(int type, long bits, int global, boolean constant) {

  private static final int NO_GLOBAL = -1;

  static ConstantExpression decode(WasmReader in) throws ModuleException {
    int type = ValueType.NONE;
    long bits = 0;
    int global = NO_GLOBAL;
    boolean allowed = true;
    for (int instructions = 0; ; instructions++) {
      int opcode = in.u8();
      switch (opcode) {
        case Opcode.END -> {
          return new ConstantExpression(type, bits, global, allowed && instructions == 1);
        }
        case Opcode.I32_CONST -> bits = in.s32();
        case Opcode.I64_CONST -> bits = in.s64();
        case Opcode.F32_CONST -> bits = in.i32Bits();
        case Opcode.F64_CONST -> bits = in.i64Bits();
        case Opcode.GLOBAL_GET -> global = in.u32();
        default -> {
          Opcode.skipImmediates(opcode, in);
          allowed = false;
        }
      }
      if (opcode >= Opcode.I32_CONST && opcode <= Opcode.F64_CONST) {
        type = opcode - Opcode.I32_CONST + 1;
      }
    }
  }

  boolean isGlobal() {
    return global != NO_GLOBAL || type == ValueType.NONE;
  }
}
