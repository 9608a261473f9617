package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.artifact.Signature;
import io.pvfhost.engine.impl.classfile.Jvm;
import io.pvfhost.engine.impl.classfile.Label;
import io.pvfhost.engine.impl.classfile.MethodWriter;
import io.pvfhost.engine.impl.wasm.ModuleException;
import io.pvfhost.engine.impl.wasm.ValueType;

/**
 * Where the code of one function goes and where it keeps its values.
 *
 * <p>The operand stack is the JVM's, but at the borders of blocks the JVM stack is empty or holds the block's result
 * alone: entering a block moves what lies below into slots. So stack maps hardly ever name more than one value, and the
 * JVM can replace a running frame in every loop.
 */
abstract class FunctionBody {

  /** Room on the JVM stack beyond the operands: what one instruction pushes for itself. */
  static final int EXTRA_STACK = 12;

  final FunctionState function;
  final OperandStack stack;
  final MethodWriter code;

  FunctionBody(FunctionState function, MethodWriter code) {
    this.function = function;
    this.stack = function.stack;
    this.code = code;
  }

  /** Starts the function. */
  abstract void begin() throws ModuleException;

  /** Called before each instruction. */
  abstract void next() throws ModuleException;

  /** Ends the function, whose cost is known now. */
  abstract void end();

  abstract int instanceSlot();

  abstract int heightSlot();

  /** Returns a slot above all others, for a moment. */
  abstract int scratchSlot();

  abstract void loadLocal(int local);

  abstract void storeLocal(int local);

  /** Moves the operand on top of the JVM stack to the slot of an entry of the operand stack. */
  abstract void storeEntry(int entry);

  abstract void loadEntry(int entry);

  /** Returns from the function; the result is on the JVM stack. */
  abstract void emitReturn();

  /** Returns the label of a target that the next instruction branches to. */
  abstract Label use(Target target);

  /** Puts a target here. */
  abstract void bind(Target target, int entries, boolean falls);

  /** Puts the target of a loop here, where the JVM stack is empty. */
  abstract void openLoop(Target target);

  /** Puts a label here, with some entries in slots and maybe one value on the JVM stack. */
  abstract void place(Label label, int entries, int value, boolean falls);

  /** Emits a branch table, or returns false if it is small enough for a switch. */
  abstract boolean largeBranchTable(ControlFrame[] targets, int result);

  /** Called before the call of a function whose parameters travel as an array. */
  abstract void packParams(int first, int count);

  void loadInstance() {
    code.local(Jvm.ALOAD, instanceSlot());
  }

  void loadHeight() {
    code.local(Jvm.ILOAD, heightSlot());
  }

  /** Adds the function's cost to the height, or traps if that is too much. */
  final void meter(int slot, Label passed) {
    code.op(Jvm.DUP);
    code.local(Jvm.ISTORE, slot);
    code.iconst(function.context.stackLimit());
    code.jump(Jvm.IF_ICMPLE, passed);
    code.invoke(Helpers.UNREACHABLE);
    code.op(Jvm.ATHROW);
  }

  /** Turns the long on top of the JVM stack into a value. */
  static void fromBits(MethodWriter code, int type) {
    switch (ValueType.ofStackCode(type)) {
      case I32 -> code.op(Jvm.L2I);
      case I64 -> { }
      case F32 -> {
        code.op(Jvm.L2I);
        code.invoke(Helpers.FLOAT_OF_BITS);
      }
      case F64 -> code.invoke(Helpers.DOUBLE_OF_BITS);
    }
  }

  /** Pushes a constant. */
  final void constant(int type, long bits) {
    switch (ValueType.ofStackCode(type)) {
      case I32 -> code.iconst((int) bits);
      case I64 -> code.lconst(bits);
      case F32 -> {
        if (Float.isNaN(Float.intBitsToFloat((int) bits))) {
          code.iconst((int) bits);
          code.invoke(Helpers.FLOAT_OF_BITS);
        } else {
          code.fconst((int) bits);
        }
      }
      case F64 -> {
        if (Double.isNaN(Double.longBitsToDouble(bits))) {
          code.lconst(bits);
          code.invoke(Helpers.DOUBLE_OF_BITS);
        } else {
          code.dconst(bits);
        }
      }
    }
  }

  /** Returns the typed form of an instruction that has one for each type, in the order int, long, float, double. */
  static int typed(int opcode, int type) {
    return opcode + type - ValueType.I32.stackCode();
  }

  /** Emits the return of a value, or of none. */
  static void returnValue(MethodWriter code, int type) {
    code.op(type == ValueType.NONE ? Jvm.RETURN : typed(Jvm.IRETURN, type));
  }

  /** Drops the value on top of the JVM stack. */
  final void drop(int type) {
    code.op(Signature.width(type) == 2 ? Jvm.POP2 : Jvm.POP);
  }

  /** Moves all operands into slots. */
  final void spillAll() {
    for (int entry = stack.size() - 1; entry >= stack.spilled(); entry--) {
      storeEntry(entry);
    }
    stack.spilled(stack.size());
  }

  /** Brings the topmost operands onto the JVM stack. */
  final void bring(int operands) throws ModuleException {
    stack.require(operands);
    int first = stack.size() - operands;
    if (first >= stack.spilled()) {
      return;
    }
    if (stack.spilled() < stack.size()) {
      spillAll();
    }
    for (int entry = first; entry < stack.size(); entry++) {
      loadEntry(entry);
    }
    stack.spilled(first);
    stack.noteJvmSlots(0);
  }

  /** Leaves only the result, if there is one, on the JVM stack. Nothing is popped from the operand stack. */
  final void unwind(int result) throws ModuleException {
    int keep = result == ValueType.NONE ? 0 : 1;
    bring(keep);
    int below = stack.size() - keep;
    if (below == stack.spilled()) {
      return;
    }
    if (keep == 1) {
      storeEntry(below);
    }
    for (int entry = below - 1; entry >= stack.spilled(); entry--) {
      drop(stack.type(entry));
    }
    if (keep == 1) {
      loadEntry(below);
    }
  }

  /** With a condition on top of the JVM stack: moves all operands into slots, but the topmost few back. */
  final void aside(int operands) throws ModuleException {
    if (stack.spilled() == stack.size() - operands) {
      return;
    }
    int scratch = scratchSlot();
    code.local(Jvm.ISTORE, scratch);
    spillAll();
    bring(operands);
    code.local(Jvm.ILOAD, scratch);
  }

  /** Branches to the end of a block, or to the start of a loop. */
  final void branch(ControlFrame frame) throws ModuleException {
    if (frame == stack.function()) {
      bring(frame.result == ValueType.NONE ? 0 : 1);
      emitReturn();
    } else {
      unwind(frame.branchResult());
      code.jump(Jvm.GOTO, use(frame.end));
    }
  }
}
