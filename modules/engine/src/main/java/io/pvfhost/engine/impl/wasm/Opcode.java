package io.pvfhost.engine.impl.wasm;

/** Instructions of the first version of Wasm, as far as they are called by name. */
public final class Opcode {

  public static final int UNREACHABLE = 0x00;
  public static final int NOP = 0x01;
  public static final int BLOCK = 0x02;
  public static final int LOOP = 0x03;
  public static final int IF = 0x04;
  public static final int ELSE = 0x05;
  public static final int END = 0x0b;
  public static final int BR = 0x0c;
  public static final int BR_IF = 0x0d;
  public static final int BR_TABLE = 0x0e;
  public static final int RETURN = 0x0f;
  public static final int CALL = 0x10;
  public static final int CALL_INDIRECT = 0x11;
  public static final int DROP = 0x1a;
  public static final int SELECT = 0x1b;
  public static final int LOCAL_GET = 0x20;
  public static final int LOCAL_SET = 0x21;
  public static final int LOCAL_TEE = 0x22;
  public static final int GLOBAL_GET = 0x23;
  public static final int GLOBAL_SET = 0x24;
  public static final int I32_LOAD = 0x28;
  public static final int I32_STORE = 0x36;
  public static final int I64_STORE32 = 0x3e;
  public static final int MEMORY_SIZE = 0x3f;
  public static final int MEMORY_GROW = 0x40;
  public static final int I32_CONST = 0x41;
  public static final int I64_CONST = 0x42;
  public static final int F32_CONST = 0x43;
  public static final int F64_CONST = 0x44;
  public static final int I32_EQZ = 0x45;
  public static final int I32_EQ = 0x46;
  public static final int I64_EQZ = 0x50;
  public static final int I64_EQ = 0x51;
  public static final int F32_EQ = 0x5b;
  public static final int F64_EQ = 0x61;
  public static final int F64_GE = 0x66;
  public static final int LAST = 0xbf;

  /** The type of a block without a result, read as a signed number. */
  static final int EMPTY_BLOCK = -64;

  private Opcode() {}

  /**
   * Passes over the immediates of an instruction and checks their form.
   *
   * @throws ModuleException if the form is wrong or the instruction unknown
   */
  public static void skipImmediates(int opcode, WasmReader in) throws ModuleException {
    switch (opcode) {
      case UNREACHABLE, NOP, ELSE, END, RETURN, DROP, SELECT -> { }
      case BLOCK, LOOP, IF -> in.blockType();
      case BR, BR_IF, CALL, LOCAL_GET, LOCAL_SET, LOCAL_TEE, GLOBAL_GET, GLOBAL_SET -> in.u32();
      case BR_TABLE -> skipTargets(in);
      case CALL_INDIRECT -> {
        in.u32();
        in.zero("InvalidTableReference");
      }
      case MEMORY_SIZE, MEMORY_GROW -> in.zero("InvalidMemoryReference");
      case I32_CONST -> in.s32();
      case I64_CONST -> in.s64();
      case F32_CONST -> in.skip(Float.BYTES);
      case F64_CONST -> in.skip(Double.BYTES);
      default -> skipOther(opcode, in);
    }
  }

  private static void skipTargets(WasmReader in) throws ModuleException {
    for (int left = in.count(); left >= 0; left--) {
      in.u32();
    }
  }

  private static void skipOther(int opcode, WasmReader in) throws ModuleException {
    if (opcode >= I32_LOAD && opcode <= I64_STORE32) {
      in.u32();
      in.u32();
    } else if (opcode < I32_EQZ || opcode > LAST) {
      throw in.malformed("UnknownOpcode(" + opcode + ")");
    }
  }
}
