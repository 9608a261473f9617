package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.artifact.Signature;
import io.pvfhost.engine.impl.classfile.Jvm;
import io.pvfhost.engine.impl.classfile.MethodRef;
import io.pvfhost.engine.impl.classfile.MethodWriter;
import io.pvfhost.engine.impl.wasm.ModuleException;
import io.pvfhost.engine.impl.wasm.Opcode;
import io.pvfhost.engine.impl.wasm.ValueType;
import io.pvfhost.engine.impl.wasm.WasmReader;

/**
 * Comparisons. One whose result goes into a br_if or an if, maybe through some eqz, becomes one conditional jump
 * together with it.
 */
final class CompareInstructions {

  private static final int I32 = ValueType.I32.stackCode();
  private static final int I64 = ValueType.I64.stackCode();
  private static final int F32 = ValueType.F32.stackCode();
  private static final int F64 = ValueType.F64.stackCode();

  /** What the JVM does not compare itself. */
  private static final int HELPER = 0;

  private static final String[] INTEGER_NAMES = {
    "eq", "ne", "ltS", "ltU", "gtS", "gtU", "leS", "leU", "geS", "geU",
  };
  private static final int LT_U = 3;
  private static final int GT_U = 5;
  private static final int LE_U = 7;
  private static final int GE_U = 9;

  private static final String[] FLOAT_NAMES = {"eq", "ne", "lt", "gt", "le", "ge"};
  private static final int LT = 2;
  private static final int LE = 4;

  private static final int[] INT_JUMPS = {
    Jvm.IF_ICMPEQ, Jvm.IF_ICMPNE, Jvm.IF_ICMPLT, HELPER, Jvm.IF_ICMPGT, HELPER, Jvm.IF_ICMPLE, HELPER, Jvm.IF_ICMPGE,
    HELPER,
  };

  /** Jumps by the sign of a comparison's outcome. */
  private static final int[] SIGN_JUMPS = {
    Jvm.IFEQ, Jvm.IFNE, Jvm.IFLT, HELPER, Jvm.IFGT, HELPER, Jvm.IFLE, HELPER, Jvm.IFGE, HELPER,
  };
  private static final int[] FLOAT_JUMPS = {Jvm.IFEQ, Jvm.IFNE, Jvm.IFLT, Jvm.IFGT, Jvm.IFLE, Jvm.IFGE};

  private static final MethodRef[] EQZ = {
    null, new MethodRef(Helpers.INTEGERS, "eqz", "(I)Z"), new MethodRef(Helpers.INTEGERS, "eqz", "(J)Z"),
  };
  private static final MethodRef[][] HELPERS = {
    null,
    helpers(Helpers.INTEGERS, INTEGER_NAMES, I32), helpers(Helpers.INTEGERS, INTEGER_NAMES, I64),
    helpers(Helpers.FLOATS, FLOAT_NAMES, F32), helpers(Helpers.FLOATS, FLOAT_NAMES, F64),
  };

  private final FunctionState function;
  private final OperandStack stack;
  private final ControlInstructions control;

  CompareInstructions(FunctionState function, ControlInstructions control) {
    this.function = function;
    this.stack = function.stack;
    this.control = control;
  }

  private static MethodRef[] helpers(String owner, String[] names, int type) {
    MethodRef[] refs = new MethodRef[names.length];
    char letter = Signature.descriptorOf(type);
    for (int i = 0; i < refs.length; i++) {
      refs[i] = new MethodRef(owner, names[i], "(" + letter + letter + ")Z");
    }
    return refs;
  }

  private static int operandType(int opcode) {
    if (opcode < Opcode.I64_EQZ) {
      return I32;
    }
    if (opcode < Opcode.F32_EQ) {
      return I64;
    }
    return opcode < Opcode.F64_EQ ? F32 : F64;
  }

  /** Returns the number of a comparison among those of its type, -1 for a test against zero. */
  private static int number(int opcode, int type) {
    return switch (ValueType.ofStackCode(type)) {
      case I32 -> opcode - Opcode.I32_EQ;
      case I64 -> opcode - Opcode.I64_EQ;
      case F32 -> opcode - Opcode.F32_EQ;
      case F64 -> opcode - Opcode.F64_EQ;
    };
  }

  void compare(int opcode) throws ModuleException {
    int type = operandType(opcode);
    int number = number(opcode, type);
    int operands = number < 0 ? 1 : 2;
    function.meter.pop(operands);
    function.meter.push();
    boolean live = function.live();
    if (live) {
      function.body().bring(operands);
    }
    stack.pop(type);
    if (operands == 2) {
      stack.pop(type);
    }
    int user = behindTests();
    if (live && fusible(user)) {
      stack.noteJvmSlots(4);
      int jump = jump(type, number);
      fuse(user, jump);
      return;
    }
    if (live) {
      function.body().code.invoke(number < 0 ? EQZ[type] : HELPERS[type][number]);
    }
    stack.push(I32);
  }

  /** Returns where the next instruction is that does not test an i32 against zero. */
  private int behindTests() {
    WasmReader in = function.in;
    int at = in.position();
    while (in.peek(at) == Opcode.I32_EQZ) {
      at++;
    }
    return at;
  }

  /** Returns whether the instruction is a branch on a condition that needs nothing moved before. */
  private boolean fusible(int at) throws ModuleException {
    WasmReader in = function.in;
    int opcode = in.peek(at);
    if (opcode == Opcode.IF) {
      return stack.spilled() == stack.size();
    }
    if (opcode != Opcode.BR_IF) {
      return false;
    }
    int position = in.position();
    in.seek(at + 1);
    int label = in.u32();
    in.seek(position);
    boolean carries = label >= 0 && label < stack.depth() && stack.target(label).branchResult() != ValueType.NONE;
    if (!carries) {
      return stack.spilled() == stack.size();
    }
    return stack.size() > stack.top().base && stack.spilled() == stack.size() - 1;
  }

  /** Emits the comparison and returns the jump that is taken if it holds. */
  private int jump(int type, int number) {
    MethodWriter code = function.body().code;
    if (type == I32) {
      return number < 0 ? Jvm.IFEQ : intJump(number);
    }
    if (type == I64) {
      if (number < 0) {
        code.op(Jvm.LCONST_0);
      } else if (SIGN_JUMPS[number] == HELPER) {
        return unsignedJump(type, number);
      }
      code.op(Jvm.LCMP);
      return number < 0 ? Jvm.IFEQ : SIGN_JUMPS[number];
    }
    boolean notANumberIsGreater = number == LT || number == LE;
    if (type == F32) {
      code.op(notANumberIsGreater ? Jvm.FCMPG : Jvm.FCMPL);
    } else {
      code.op(notANumberIsGreater ? Jvm.DCMPG : Jvm.DCMPL);
    }
    return FLOAT_JUMPS[number];
  }

  private int intJump(int number) {
    return INT_JUMPS[number] == HELPER ? unsignedJump(I32, number) : INT_JUMPS[number];
  }

  private int unsignedJump(int type, int number) {
    boolean less = number == LT_U || number == GE_U;
    function.body().code.invoke(HELPERS[type][less ? LT_U : GT_U]);
    return number == LE_U || number == GE_U ? Jvm.IFEQ : Jvm.IFNE;
  }

  /** Passes over the tests up to the branch, and branches. */
  private void fuse(int user, int jump) throws ModuleException {
    WasmReader in = function.in;
    int condition = jump;
    for (int at = in.position(); at < user; at++) {
      function.meter.count();
      function.meter.pop(1);
      function.meter.push();
      condition = Jvm.inverse(condition);
    }
    function.meter.count();
    in.seek(user);
    if (in.u8() == Opcode.IF) {
      control.ifThen(condition);
    } else {
      control.branchIf(condition);
    }
  }
}
