package io.pvfhost.tests.engine.generate;

import java.util.ArrayList;
import java.util.List;

/** Value types and the signatures of all instructions that only compute. */
public final class Types {

  public static final byte I32 = 0x7f;
  public static final byte I64 = 0x7e;
  public static final byte F32 = 0x7d;
  public static final byte F64 = 0x7c;
  /** No value, as block types write it. */
  public static final byte NONE = 0x40;

  static final byte[] ALL = {I32, I64, F32, F64};

  /** What a computing instruction takes and gives. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Signature(int opcode, byte[] operands, byte result) {}

  private static final Signature[] BY_OPCODE = new Signature[256];

  static {
    put(0x45, 0x45, I32, I32);
    put(0x46, 0x4f, I32, I32, I32);
    put(0x50, 0x50, I32, I64);
    put(0x51, 0x5a, I32, I64, I64);
    put(0x5b, 0x60, I32, F32, F32);
    put(0x61, 0x66, I32, F64, F64);
    put(0x67, 0x69, I32, I32);
    put(0x6a, 0x78, I32, I32, I32);
    put(0x79, 0x7b, I64, I64);
    put(0x7c, 0x8a, I64, I64, I64);
    put(0x8b, 0x91, F32, F32);
    put(0x92, 0x98, F32, F32, F32);
    put(0x99, 0x9f, F64, F64);
    put(0xa0, 0xa6, F64, F64, F64);
    put(0xa7, 0xa7, I32, I64);
    put(0xa8, 0xa9, I32, F32);
    put(0xaa, 0xab, I32, F64);
    put(0xac, 0xad, I64, I32);
    put(0xae, 0xaf, I64, F32);
    put(0xb0, 0xb1, I64, F64);
    put(0xb2, 0xb3, F32, I32);
    put(0xb4, 0xb5, F32, I64);
    put(0xb6, 0xb6, F32, F64);
    put(0xb7, 0xb8, F64, I32);
    put(0xb9, 0xba, F64, I64);
    put(0xbb, 0xbb, F64, F32);
    put(0xbc, 0xbc, I32, F32);
    put(0xbd, 0xbd, I64, F64);
    put(0xbe, 0xbe, F32, I32);
    put(0xbf, 0xbf, F64, I64);
  }

  private Types() {}

  private static void put(int from, int to, byte result, byte... operands) {
    for (int opcode = from; opcode <= to; opcode++) {
      BY_OPCODE[opcode] = new Signature(opcode, operands, result);
    }
  }

  /** Returns the signature of a computing instruction, 0x45 to 0xbf. */
  static Signature signature(int opcode) {
    return BY_OPCODE[opcode];
  }

  static List<Signature> giving(byte result) {
    List<Signature> signatures = new ArrayList<>();
    for (Signature signature : BY_OPCODE) {
      if (signature != null && signature.result() == result) {
        signatures.add(signature);
      }
    }
    return signatures;
  }

  /**
   * Returns whether the result of an instruction is made a canonical NaN when it is any NaN: all float arithmetic, but
   * not what only moves or changes the sign bit (abs, neg, copysign, reinterpretations, loads).
   */
  static boolean canonicalizes(int opcode) {
    return (opcode >= 0x8d && opcode <= 0x97)
        || (opcode >= 0x9b && opcode <= 0xa5)
        || opcode == 0xb6
        || opcode == 0xbb;
  }

  /** Returns whether an instruction traps for some operands: divisions, remainders and conversions to integers. */
  static boolean mayTrap(int opcode) {
    return (opcode >= 0x6d && opcode <= 0x70) || (opcode >= 0x7f && opcode <= 0x82)
        || (opcode >= 0xa8 && opcode <= 0xab) || (opcode >= 0xae && opcode <= 0xb1);
  }

  /** Bytes of the natural alignment of a load (0x28 to 0x35) or store (0x36 to 0x3e). */
  static int widthLog2(int opcode) {
    return switch (opcode) {
      case 0x2c, 0x2d, 0x30, 0x31, 0x3a, 0x3c -> 0;
      case 0x2e, 0x2f, 0x32, 0x33, 0x3b, 0x3d -> 1;
      case 0x28, 0x2a, 0x34, 0x35, 0x36, 0x38, 0x3e -> 2;
      default -> 3;
    };
  }

  static int[] loads(byte type) {
    return switch (type) {
      case I32 -> new int[] {0x28, 0x2c, 0x2d, 0x2e, 0x2f};
      case I64 -> new int[] {0x29, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35};
      case F32 -> new int[] {0x2a};
      default -> new int[] {0x2b};
    };
  }

  static int[] stores(byte type) {
    return switch (type) {
      case I32 -> new int[] {0x36, 0x3a, 0x3b};
      case I64 -> new int[] {0x37, 0x3c, 0x3d, 0x3e};
      case F32 -> new int[] {0x38};
      default -> new int[] {0x39};
    };
  }
}
