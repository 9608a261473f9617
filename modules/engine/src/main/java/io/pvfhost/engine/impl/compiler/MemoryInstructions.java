package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.artifact.Signature;
import io.pvfhost.engine.impl.classfile.Jvm;
import io.pvfhost.engine.impl.classfile.MethodRef;
import io.pvfhost.engine.impl.classfile.MethodWriter;
import io.pvfhost.engine.impl.wasm.ModuleException;
import io.pvfhost.engine.impl.wasm.Opcode;
import io.pvfhost.engine.impl.wasm.ValueType;

/** Loads, stores, and the size of the memory. */
final class MemoryInstructions {

  private static final int I32 = ValueType.I32.stackCode();
  private static final int I64 = ValueType.I64.stackCode();
  private static final int F32 = ValueType.F32.stackCode();
  private static final int F64 = ValueType.F64.stackCode();

  /** Loads in the order of their opcodes. */
  private static final Access[] LOADS = {
    load(I32, I32, 2, "load32"), load(I64, I64, 3, "load64"),
    load(F32, F32, 2, "loadF32"), load(F64, F64, 3, "loadF64"),
    load(I32, I32, 0, "loadS8"), load(I32, I32, 0, "loadU8"),
    load(I32, I32, 1, "loadS16"), load(I32, I32, 1, "loadU16"),
    load(I64, I32, 0, "loadS8"), load(I64, I32, 0, "loadU8"),
    load(I64, I32, 1, "loadS16"), load(I64, I32, 1, "loadU16"),
    load(I64, I32, 2, "load32"), load(I64, I32, 2, "load32"),
  };

  /** The load whose int becomes a long without a sign. */
  private static final int I64_LOAD32_U = LOADS.length - 1;

  /** Stores in the order of their opcodes. */
  private static final Access[] STORES = {
    store(I32, I32, 2, "store32"), store(I64, I64, 3, "store64"), store(F32, F32, 2, "storeF32"),
    store(F64, F64, 3, "storeF64"), store(I32, I32, 0, "store8"), store(I32, I32, 1, "store16"),
    store(I64, I32, 0, "store8"), store(I64, I32, 1, "store16"), store(I64, I32, 2, "store32"),
  };

  private static final MethodRef EXTEND_U = new MethodRef(Helpers.INTEGERS, "extendU", "(I)J");

  private final FunctionState function;
  private final OperandStack stack;

  /**
   * A load or store.
   *
   * @param type stack code of the operand or result
   * @param accessed stack code of what the method takes or returns
   * @param alignment binary logarithm of the natural alignment
   * @param plain the method without an offset
   * @param offset the method with one
   */
  private record Access(int type, int accessed, int alignment, MethodRef plain, MethodRef offset) {}

  MemoryInstructions(FunctionState function) {
    this.function = function;
    this.stack = function.stack;
  }

  private static Access load(int type, int accessed, int alignment, String name) {
    String end = Helpers.INSTANCE_TYPE + ")" + Signature.descriptorOf(accessed);
    return access(type, accessed, alignment, name, "(I", end);
  }

  private static Access store(int type, int accessed, int alignment, String name) {
    String start = "(I" + Signature.descriptorOf(accessed);
    return access(type, accessed, alignment, name, start, Helpers.INSTANCE_TYPE + ")V");
  }

  private static Access access(int type, int accessed, int alignment, String name, String start, String end) {
    return new Access(type, accessed, alignment,
        new MethodRef(Helpers.MEMORY, name, start + end),
        new MethodRef(Helpers.MEMORY, name, start + "I" + end));
  }

  void access(int opcode) throws ModuleException {
    boolean load = opcode < Opcode.I32_STORE;
    Access access = load ? LOADS[opcode - Opcode.I32_LOAD] : STORES[opcode - Opcode.I32_STORE];
    int alignment = function.in.u32();
    int offset = function.in.u32();
    requireMemory();
    if (alignment < 0 || alignment > access.alignment) {
      throw ModuleException.invalid("malformed memop alignment: alignment must not be larger than natural");
    }
    if (load) {
      load(access, offset, opcode - Opcode.I32_LOAD == I64_LOAD32_U);
    } else {
      store(access, offset);
    }
  }

  private void requireMemory() throws ModuleException {
    if (!function.context.module().hasMemory()) {
      throw ModuleException.invalid("unknown memory 0");
    }
  }

  private void load(Access access, int offset, boolean unsigned32) throws ModuleException {
    function.meter.pop(1);
    function.meter.push();
    boolean live = function.live();
    if (live) {
      function.body().bring(1);
    }
    stack.pop(I32);
    if (live) {
      MethodWriter code = function.body().code;
      call(access, offset);
      if (unsigned32) {
        code.invoke(EXTEND_U);
      } else if (access.accessed != access.type) {
        code.op(Jvm.I2L);
      }
    }
    stack.push(access.type);
    stack.noteJvmSlots(2);
  }

  private void store(Access access, int offset) throws ModuleException {
    function.meter.pop(2);
    boolean live = function.live();
    if (live) {
      function.body().bring(2);
    }
    stack.pop(access.type);
    stack.pop(I32);
    if (live) {
      if (access.accessed != access.type) {
        function.body().code.op(Jvm.L2I);
      }
      call(access, offset);
    }
  }

  /** An offset from 2^31 on is beyond any memory; the smallest int makes every sum with it negative or refused. */
  private void call(Access access, int offset) {
    MethodWriter code = function.body().code;
    if (offset != 0) {
      code.iconst(offset < 0 ? Integer.MIN_VALUE : offset);
    }
    function.body().loadInstance();
    code.invoke(offset == 0 ? access.plain : access.offset);
  }

  void size() throws ModuleException {
    function.in.zero("InvalidMemoryReference");
    requireMemory();
    function.meter.push();
    if (function.live()) {
      function.body().loadInstance();
      function.body().code.invoke(Helpers.SIZE);
    }
    stack.push(I32);
  }

  void grow() throws ModuleException {
    function.in.zero("InvalidMemoryReference");
    requireMemory();
    function.meter.pop(1);
    function.meter.push();
    boolean live = function.live();
    if (live) {
      function.body().bring(1);
    }
    stack.pop(I32);
    if (live) {
      function.body().loadInstance();
      function.body().code.invoke(Helpers.GROW);
    }
    stack.push(I32);
  }
}
