package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.artifact.CompiledGlobal;
import io.pvfhost.engine.impl.artifact.Signature;
import io.pvfhost.engine.impl.classfile.Jvm;
import io.pvfhost.engine.impl.classfile.MethodWriter;
import io.pvfhost.engine.impl.wasm.BodyDecoder;
import io.pvfhost.engine.impl.wasm.GlobalVariable;
import io.pvfhost.engine.impl.wasm.ModuleException;
import io.pvfhost.engine.impl.wasm.Opcode;
import io.pvfhost.engine.impl.wasm.ValueType;

/**
 * Compiles one function after the other, each in one walk that validates, counts the height of the logical stack and
 * emits code.
 */
final class FunctionCompiler {

  private static final int I32 = ValueType.I32.stackCode();

  /** Fields of the instance for the first globals. */
  private static final String[] INT_FIELDS = {"int0", "int1", "int2", "int3"};

  private final FunctionState function;
  private final OperandStack stack;
  private final HeightMeter meter;
  private final MethodWriter code = new MethodWriter();
  private final FunctionBody whole;
  private final FunctionBody segmented;
  private final ControlInstructions control;
  private final CallInstructions calls;
  private final MemoryInstructions memory;
  private final CompareInstructions comparisons;
  private final NumericInstruction[] numerics;

  FunctionCompiler(ModuleContext context, ModuleLayout layout) {
    this.function = new FunctionState(context);
    this.stack = function.stack;
    this.meter = function.meter;
    this.whole = new WholeBody(function, code, layout);
    this.segmented = new SegmentedBody(function, code, layout);
    this.control = new ControlInstructions(function);
    this.calls = new CallInstructions(function, layout);
    this.memory = new MemoryInstructions(function);
    this.comparisons = new CompareInstructions(function, control);
    this.numerics = NumericInstruction.table(context.rules());
  }

  /**
   * Compiles a function and returns its cost on the logical stack.
   *
   * @throws ModuleException if it is malformed or invalid
   */
  int compile(int index) throws ModuleException {
    function.enter(index);
    if (!mustSplit()) {
      try {
        walk(whole);
        return function.cost();
      } catch (TooLargeException e) {
        code.discard();
        function.enter(index);
      }
    }
    walk(segmented);
    return function.cost();
  }

  private boolean mustSplit() {
    int start = function.context.module().bodyStart(function.index());
    return function.in.end() - start > function.context.options().splitBytes()
        || function.locals() > WholeBody.MAX_LOCALS
        || function.signature().packed();
  }

  private void walk(FunctionBody body) throws ModuleException {
    function.body(body);
    stack.open(Opcode.BLOCK, function.result(), 0);
    body.begin();
    while (stack.depth() > 0) {
      body.next();
      step();
    }
    BodyDecoder.end(function.in);
    body.end();
  }

  private void step() throws ModuleException {
    int opcode = function.in.u8();
    meter.count();
    switch (opcode) {
      case Opcode.UNREACHABLE -> control.unreachable();
      case Opcode.NOP -> { }
      case Opcode.BLOCK -> control.block();
      case Opcode.LOOP -> control.loop();
      case Opcode.IF -> control.ifThen();
      case Opcode.ELSE -> control.otherwise();
      case Opcode.END -> control.end();
      case Opcode.BR -> control.branch();
      case Opcode.BR_IF -> control.branchIf();
      case Opcode.BR_TABLE -> control.branchTable();
      case Opcode.RETURN -> control.returnFromFunction();
      case Opcode.CALL -> calls.direct();
      case Opcode.CALL_INDIRECT -> calls.indirect();
      case Opcode.DROP -> drop();
      case Opcode.SELECT -> select();
      case Opcode.LOCAL_GET -> localGet();
      case Opcode.LOCAL_SET -> localSet();
      case Opcode.LOCAL_TEE -> localTee();
      case Opcode.GLOBAL_GET -> globalGet();
      case Opcode.GLOBAL_SET -> globalSet();
      case Opcode.MEMORY_SIZE -> memory.size();
      case Opcode.MEMORY_GROW -> memory.grow();
      case Opcode.I32_CONST -> constant(I32, function.in.s32());
      case Opcode.I64_CONST -> constant(ValueType.I64.stackCode(), function.in.s64());
      case Opcode.F32_CONST -> constant(ValueType.F32.stackCode(), function.in.i32Bits());
      case Opcode.F64_CONST -> constant(ValueType.F64.stackCode(), function.in.i64Bits());
      default -> other(opcode);
    }
  }

  private void other(int opcode) throws ModuleException {
    if (opcode >= Opcode.I32_LOAD && opcode <= Opcode.I64_STORE32) {
      memory.access(opcode);
    } else if (opcode >= Opcode.I32_EQZ && opcode <= Opcode.F64_GE) {
      comparisons.compare(opcode);
    } else if (opcode > Opcode.F64_GE && opcode <= Opcode.LAST) {
      numeric(numerics[opcode]);
    } else {
      throw function.in.malformed("UnknownOpcode(" + opcode + ")");
    }
  }

  private void numeric(NumericInstruction instruction) throws ModuleException {
    meter.pop(instruction.operands());
    meter.push();
    boolean live = function.live();
    if (live) {
      function.body().bring(instruction.operands());
    }
    stack.pop(instruction.operand());
    if (instruction.operands() == 2) {
      stack.pop(instruction.operand());
    }
    if (live) {
      instruction.emit(code);
    }
    stack.push(instruction.result());
    stack.noteJvmSlots(2);
  }

  private void constant(int type, long bits) {
    meter.push();
    if (function.live()) {
      function.body().constant(type, bits);
    }
    stack.push(type);
  }

  /** An operand that is in a slot is dropped by forgetting it. */
  private void drop() throws ModuleException {
    meter.pop(1);
    boolean onJvmStack = stack.size() > stack.spilled();
    int type = stack.pop();
    if (function.live() && onJvmStack) {
      function.body().drop(type);
    }
  }

  private void select() throws ModuleException {
    meter.pop(2);
    meter.pop(1);
    meter.push();
    boolean live = function.live();
    if (live) {
      function.body().bring(3);
    }
    stack.pop(I32);
    int second = stack.pop();
    int first = stack.pop();
    if (first != second && first != ValueType.NONE && second != ValueType.NONE) {
      throw OperandStack.mismatch();
    }
    int type = second == ValueType.NONE ? first : second;
    if (live) {
      code.invoke(Helpers.SELECT[type]);
    }
    stack.push(type);
  }

  private int local() throws ModuleException {
    int local = function.in.u32();
    if (local < 0 || local >= function.locals()) {
      throw ModuleException.invalid("unknown local " + local + ": local index out of bounds");
    }
    return local;
  }

  private void localGet() throws ModuleException {
    int local = local();
    meter.push();
    if (function.live()) {
      function.body().loadLocal(local);
    }
    stack.push(function.localType(local));
  }

  private void localSet() throws ModuleException {
    int local = local();
    meter.pop(1);
    boolean live = function.live();
    if (live) {
      function.body().bring(1);
    }
    stack.pop(function.localType(local));
    if (live) {
      function.body().storeLocal(local);
    }
  }

  private void localTee() throws ModuleException {
    int local = local();
    int type = function.localType(local);
    meter.pop(1);
    meter.push();
    boolean live = function.live();
    if (live) {
      function.body().bring(1);
    }
    stack.pop(type);
    if (live) {
      code.op(Signature.width(type) == 2 ? Jvm.DUP2 : Jvm.DUP);
      function.body().storeLocal(local);
    }
    stack.push(type);
    stack.noteJvmSlots(2);
  }

  private int global() throws ModuleException {
    int global = function.in.u32();
    if (global < 0 || global >= function.context.module().globals().size()) {
      throw ModuleException.invalid("unknown global: global index out of bounds");
    }
    return global;
  }

  private void globalGet() throws ModuleException {
    int index = global();
    GlobalVariable global = function.context.module().globals().get(index);
    meter.push();
    if (function.live()) {
      int slot = function.context.globalSlot(index);
      if (slot == CompiledGlobal.CONSTANT) {
        function.body().constant(global.type(), global.bits());
      } else if (slot < CompiledGlobal.FIELDS) {
        function.body().loadInstance();
        code.field(Jvm.GETFIELD, Helpers.INSTANCE, INT_FIELDS[slot], "I");
      } else {
        loadGlobals(slot);
        code.op(Jvm.LALOAD);
        FunctionBody.fromBits(code, global.type());
      }
    }
    stack.push(global.type());
  }

  private void loadGlobals(int slot) {
    function.body().loadInstance();
    code.field(Jvm.GETFIELD, Helpers.INSTANCE, "globals", "[J");
    code.iconst(slot - CompiledGlobal.FIELDS);
  }

  private void globalSet() throws ModuleException {
    int index = global();
    GlobalVariable global = function.context.module().globals().get(index);
    if (!global.mutable()) {
      throw ModuleException.invalid("global is immutable: cannot modify it with `global.set`");
    }
    meter.pop(1);
    boolean live = function.live();
    if (live) {
      function.body().bring(1);
    }
    stack.pop(global.type());
    if (live) {
      int slot = function.context.globalSlot(index);
      if (slot < CompiledGlobal.FIELDS) {
        function.body().loadInstance();
        code.op(Jvm.SWAP);
        code.field(Jvm.PUTFIELD, Helpers.INSTANCE, INT_FIELDS[slot], "I");
      } else {
        loadGlobals(slot);
        code.invoke(Helpers.PUT[global.type()]);
      }
    }
  }
}
