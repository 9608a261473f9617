package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.artifact.Signature;
import io.pvfhost.engine.impl.classfile.Jvm;
import io.pvfhost.engine.impl.classfile.MethodRef;
import io.pvfhost.engine.impl.classfile.MethodWriter;
import io.pvfhost.engine.impl.wasm.Opcode;
import io.pvfhost.engine.impl.wasm.ValueType;

/**
 * An instruction that computes a value from one or two operands of one type.
 *
 * @param operand stack code of the operands
 * @param operands one or two
 * @param result stack code of the result
 * @param jvm the JVM's instruction for it, {@link #NONE} if there is none
 * @param helper the method for it, null if the JVM has an instruction
 */
record NumericInstruction(int operand, int operands, int result, int jvm, MethodRef helper) {

  private static final int NONE = -1;
  private static final int I32 = ValueType.I32.stackCode();
  private static final int I64 = ValueType.I64.stackCode();
  private static final int F32 = ValueType.F32.stackCode();
  private static final int F64 = ValueType.F64.stackCode();

  private static final int I32_CLZ = 0x67;
  private static final int I64_CLZ = 0x79;
  private static final int F32_ABS = 0x8b;
  private static final int F64_ABS = 0x99;
  private static final int I32_WRAP = 0xa7;
  private static final int I32_TRUNC = 0xa8;
  private static final int I64_EXTEND_S = 0xac;
  private static final int I64_EXTEND_U = 0xad;
  private static final int I64_TRUNC = 0xae;
  private static final int F32_CONVERT = 0xb2;
  private static final int F32_DEMOTE = 0xb6;
  private static final int F64_CONVERT = 0xb7;
  private static final int F64_PROMOTE = 0xbb;
  private static final int REINTERPRET = 0xbc;

  private static final Object[] INTEGER_OPERATIONS = {
    "clz", "ctz", "popcnt", Jvm.IADD, Jvm.ISUB, Jvm.IMUL, "divS", "divU", Jvm.IREM, "remU", Jvm.IAND, Jvm.IOR, Jvm.IXOR,
    Jvm.ISHL, Jvm.ISHR, Jvm.IUSHR, "rotl", "rotr",
  };
  private static final Object[] FLOAT_OPERATIONS = {
    "abs", "neg", "ceil", "floor", "trunc", "nearest", "sqrt", Jvm.FADD, Jvm.FSUB, Jvm.FMUL, Jvm.FDIV, "min", "max",
    "copysign",
  };
  private static final int UNARY_INTEGER_OPERATIONS = 3;
  private static final int UNARY_FLOAT_OPERATIONS = 7;

  private static final MethodRef[] CANONICAL = {
    null, null, null,
    new MethodRef(Helpers.FLOATS, "canonical", "(F)F"),
    new MethodRef(Helpers.FLOATS, "canonical", "(D)D"),
  };

  private static final NumericInstruction[] ALL = table(true);
  private static final NumericInstruction[] ALL_KEEPING_PAYLOADS = table(false);

  /** Returns the instructions by opcode; null for an opcode that is none of them. */
  static NumericInstruction[] table(RuleSet rules) {
    return rules.canonicalizesConversions() ? ALL : ALL_KEEPING_PAYLOADS;
  }

  /** Emits the instruction; the operands are on the JVM stack. */
  void emit(MethodWriter code) {
    if (helper != null) {
      code.invoke(helper);
      return;
    }
    if (jvm == Jvm.ISHL + 1 || jvm == Jvm.ISHR + 1 || jvm == Jvm.IUSHR + 1) {
      code.op(Jvm.L2I); // the JVM takes an int as the distance
    }
    code.op(jvm);
    if (operands == 2 && CANONICAL[operand] != null) {
      code.invoke(CANONICAL[operand]);
    }
  }

  private static NumericInstruction[] table(boolean canonicalConversions) {
    NumericInstruction[] all = new NumericInstruction[Opcode.LAST + 1];
    for (int i = 0; i < INTEGER_OPERATIONS.length; i++) {
      int operands = i < UNARY_INTEGER_OPERATIONS ? 1 : 2;
      all[I32_CLZ + i] = operation(Helpers.INTEGERS, I32, operands, INTEGER_OPERATIONS[i], 0);
      all[I64_CLZ + i] = operation(Helpers.INTEGERS, I64, operands, INTEGER_OPERATIONS[i], 1);
    }
    for (int i = 0; i < FLOAT_OPERATIONS.length; i++) {
      int operands = i < UNARY_FLOAT_OPERATIONS ? 1 : 2;
      all[F32_ABS + i] = operation(Helpers.FLOATS, F32, operands, FLOAT_OPERATIONS[i], 0);
      all[F64_ABS + i] = operation(Helpers.FLOATS, F64, operands, FLOAT_OPERATIONS[i], 1);
    }
    conversions(all);
    all[F32_DEMOTE] = convert(Helpers.FLOATS, canonicalConversions ? "demote" : "demoteKeeping", F64, F32);
    all[F64_PROMOTE] = convert(Helpers.FLOATS, canonicalConversions ? "promote" : "promoteKeeping", F32, F64);
    return all;
  }

  /** The JVM has each of its arithmetic instructions for int, long, float and double in a row. */
  private static NumericInstruction operation(String owner, int type, int operands, Object how, int wide) {
    if (how instanceof Integer opcode) {
      return new NumericInstruction(type, operands, type, opcode + wide, null);
    }
    char letter = Signature.descriptorOf(type);
    String params = operands == 1 ? "(" + letter + ")" : "(" + letter + letter + ")";
    return new NumericInstruction(type, operands, type, NONE, new MethodRef(owner, (String) how, params + letter));
  }

  private static void conversions(NumericInstruction[] all) {
    for (int i = 0; i < 4; i++) {
      int from = i < 2 ? F32 : F64;
      boolean signed = (i & 1) == 0;
      all[I32_TRUNC + i] = convert(Helpers.CONVERSIONS, signed ? "truncS" : "truncU", from, I32);
      all[I64_TRUNC + i] = convert(Helpers.CONVERSIONS, signed ? "truncS64" : "truncU64", from, I64);
    }
    all[I32_WRAP] = instruction(I64, I32, Jvm.L2I);
    all[I64_EXTEND_S] = instruction(I32, I64, Jvm.I2L);
    all[I64_EXTEND_U] = convert(Helpers.INTEGERS, "extendU", I32, I64);
    all[F32_CONVERT] = instruction(I32, F32, Jvm.I2F);
    all[F32_CONVERT + 1] = convert(Helpers.CONVERSIONS, "convertU32", I32, F32);
    all[F32_CONVERT + 2] = instruction(I64, F32, Jvm.L2F);
    all[F32_CONVERT + 3] = convert(Helpers.CONVERSIONS, "convertU32", I64, F32);
    all[F64_CONVERT] = instruction(I32, F64, Jvm.I2D);
    all[F64_CONVERT + 1] = convert(Helpers.CONVERSIONS, "convertU64", I32, F64);
    all[F64_CONVERT + 2] = instruction(I64, F64, Jvm.L2D);
    all[F64_CONVERT + 3] = convert(Helpers.CONVERSIONS, "convertU64", I64, F64);
    all[REINTERPRET] = convert("java/lang/Float", "floatToRawIntBits", F32, I32);
    all[REINTERPRET + 1] = convert("java/lang/Double", "doubleToRawLongBits", F64, I64);
    all[REINTERPRET + 2] = convert("java/lang/Float", "intBitsToFloat", I32, F32);
    all[REINTERPRET + 3] = convert("java/lang/Double", "longBitsToDouble", I64, F64);
  }

  private static NumericInstruction instruction(int from, int to, int jvm) {
    return new NumericInstruction(from, 1, to, jvm, null);
  }

  private static NumericInstruction convert(String owner, String name, int from, int to) {
    String descriptor = "(" + Signature.descriptorOf(from) + ")" + Signature.descriptorOf(to);
    return new NumericInstruction(from, 1, to, NONE, new MethodRef(owner, name, descriptor));
  }
}
