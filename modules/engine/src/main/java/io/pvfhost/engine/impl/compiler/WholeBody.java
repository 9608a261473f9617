package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.artifact.Signature;
import io.pvfhost.engine.impl.classfile.Jvm;
import io.pvfhost.engine.impl.classfile.Label;
import io.pvfhost.engine.impl.classfile.MethodWriter;
import io.pvfhost.engine.impl.wasm.ValueType;

import java.util.Arrays;

/**
 * A function in one method. Its locals are those of the JVM, and so are the slots of operands.
 *
 * <pre>
 *   | parameters | instance | height | declared locals | slots of operands.. |
 * </pre>
 */
final class WholeBody extends FunctionBody {

  /** Most locals of a function in one method; stack maps that change must name all of them. */
  static final int MAX_LOCALS = 256;

  /** Frame types that one short stack map can add or remove. */
  private static final int SHORT_FRAME = 3;

  private static final int FRAME_BYTES = 512;

  private final ModuleLayout layout;
  private int[] slots = {};
  private int instanceSlot;
  private int operandSlots;
  private int maxLocals;
  private int reservedCost;
  private int frameBudget;

  /** Types of the operands in slots by the last stack map. */
  private byte[] framed = new byte[16];

  private int framedEntries;

  WholeBody(FunctionState function, MethodWriter code, ModuleLayout layout) {
    super(function, code);
    this.layout = layout;
  }

  @Override
  void begin() {
    assignSlots();
    frameBudget = FRAME_BYTES + 2 * (function.in.end() - function.in.position());
    framedEntries = 0;
    layout.beginFunction(code, function.index(), function.signature().descriptor());
    zeroLocals();
    code.local(Jvm.ILOAD, heightSlot());
    reservedCost = code.reservedConst();
    code.op(Jvm.IADD);
    Label passed = new Label();
    meter(heightSlot(), passed);
    code.bind(passed);
    frameOfLocals();
  }

  private void assignSlots() {
    int locals = function.locals();
    slots = new int[locals];
    int next = 0;
    for (int local = 0; local < locals; local++) {
      if (local == function.params()) {
        next += 2;
      }
      slots[local] = next;
      next += Signature.width(function.localType(local));
    }
    instanceSlot = function.signature().slots();
    operandSlots = locals == function.params() ? next + 2 : next;
    maxLocals = operandSlots;
  }

  private void zeroLocals() {
    for (int local = function.params(); local < function.locals(); local++) {
      constant(function.localType(local), 0);
      storeLocal(local);
    }
  }

  /** The stack map behind the prologue: the declared locals have come into being. */
  private void frameOfLocals() {
    int declared = function.locals() - function.params();
    if (declared == 0) {
      code.frameSame();
    } else {
      fullFrame(0, ValueType.NONE);
    }
  }

  @Override
  void next() {
    if (code.size() >= MethodWriter.JIT_LIMIT || code.frameBytes() > frameBudget) {
      throw new TooLargeException();
    }
  }

  @Override
  void end() {
    next();
    code.setReserved(reservedCost, function.cost());
    code.end(stack.jvmSlots() + EXTRA_STACK, maxLocals);
  }

  @Override
  int instanceSlot() {
    return instanceSlot;
  }

  @Override
  int heightSlot() {
    return instanceSlot + 1;
  }

  @Override
  int scratchSlot() {
    int slot = operandSlots + stack.offset(stack.size());
    maxLocals = Math.max(maxLocals, slot + 1);
    return slot;
  }

  private void local(int opcode, int type, int slot) {
    code.local(typed(opcode, type), slot);
    maxLocals = Math.max(maxLocals, slot + 2);
  }

  @Override
  void loadLocal(int local) {
    local(Jvm.ILOAD, function.localType(local), slots[local]);
  }

  @Override
  void storeLocal(int local) {
    local(Jvm.ISTORE, function.localType(local), slots[local]);
  }

  @Override
  void storeEntry(int entry) {
    local(Jvm.ISTORE, stack.type(entry), operandSlots + stack.offset(entry));
  }

  @Override
  void loadEntry(int entry) {
    local(Jvm.ILOAD, stack.type(entry), operandSlots + stack.offset(entry));
  }

  @Override
  void emitReturn() {
    returnValue(code, function.result());
  }

  @Override
  Label use(Target target) {
    target.used = true;
    return target.label;
  }

  @Override
  void bind(Target target, int entries, boolean falls) {
    place(target.label, entries, target.result, falls);
  }

  @Override
  void openLoop(Target target) {
    place(target.label, stack.size(), ValueType.NONE, true);
  }

  @Override
  boolean largeBranchTable(ControlFrame[] targets, int result) {
    return false;
  }

  @Override
  void packParams(int first, int count) {
    throw new TooLargeException();
  }

  /**
   * Dropping operands that are in slots emits no code, so a second label may come to lie where there is a stack map
   * with more of them already; then something must come between.
   */
  @Override
  void place(Label label, int entries, int value, boolean falls) {
    if (entries != framedEntries) {
      if (code.framedHere()) {
        code.op(Jvm.NOP);
      }
      if (value == ValueType.NONE && entries < framedEntries - SHORT_FRAME
          && sameEntries(entries)) {
        chopTo(label, entries, falls);
      }
    }
    code.bind(label);
    frame(entries, value);
  }

  /**
   * Goes to a stack map with far fewer operands in short steps, since a full one names every local and hostile code can
   * ask for many. The code of the steps is never run: their slots may hold other types where it would fall through.
   */
  private void chopTo(Label label, int entries, boolean falls) {
    if (falls) {
      code.jump(Jvm.GOTO, label);
    }
    while (entries < framedEntries - SHORT_FRAME) {
      code.frameChop(SHORT_FRAME);
      code.op(Jvm.NOP);
      framedEntries -= SHORT_FRAME;
    }
  }

  private boolean sameEntries(int entries) {
    return Arrays.equals(framed, 0, entries, stack.types(), 0, entries);
  }

  private void frame(int entries, int value) {
    if (code.framedHere()) {
      return;
    }
    int common = Math.min(entries, framedEntries);
    boolean related = sameEntries(common);
    int more = entries - framedEntries;
    if (related && more == 0) {
      shortFrame(value);
      return;
    }
    if (related && value == ValueType.NONE && Math.abs(more) <= SHORT_FRAME) {
      if (more > 0) {
        code.frameAppend(stack.types(), framedEntries, entries);
      } else {
        code.frameChop(-more);
      }
      remember(entries);
      return;
    }
    fullFrame(entries, value);
  }

  private void shortFrame(int value) {
    if (value == ValueType.NONE) {
      code.frameSame();
    } else {
      code.frameSame1(value);
    }
  }

  private void remember(int entries) {
    framedEntries = entries;
    if (framed.length < entries) {
      framed = new byte[entries * 2];
    }
    System.arraycopy(stack.types(), 0, framed, 0, entries);
  }

  private void fullFrame(int entries, int value) {
    code.frameFull(function.locals() + 2 + entries);
    for (int local = 0; local < function.locals(); local++) {
      if (local == function.params()) {
        frameOfCaller();
      }
      code.frameLocal(function.localType(local));
    }
    if (function.locals() == function.params()) {
      frameOfCaller();
    }
    for (int entry = 0; entry < entries; entry++) {
      code.frameLocal(stack.type(entry));
    }
    code.frameStack(value);
    remember(entries);
  }

  private void frameOfCaller() {
    code.frameObject(Helpers.INSTANCE);
    code.frameLocal(ValueType.I32.stackCode());
  }
}
