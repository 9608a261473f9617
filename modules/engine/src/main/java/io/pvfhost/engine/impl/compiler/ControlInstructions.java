package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.classfile.Jvm;
import io.pvfhost.engine.impl.classfile.Label;
import io.pvfhost.engine.impl.wasm.ModuleException;
import io.pvfhost.engine.impl.wasm.Opcode;
import io.pvfhost.engine.impl.wasm.ValueType;

/** Blocks and branches. */
final class ControlInstructions {

  private static final int I32 = ValueType.I32.stackCode();
  /** Most targets of a jump table, without the default, that the reference's compiler takes, in dead code too. */
  private static final int MAX_TABLE_TARGETS = 65_520;

  private final FunctionState function;
  private final OperandStack stack;
  private final HeightMeter meter;

  ControlInstructions(FunctionState function) {
    this.function = function;
    this.stack = function.stack;
    this.meter = function.meter;
  }

  private FunctionBody body() {
    return function.body();
  }

  private static int count(int result) {
    return result == ValueType.NONE ? 0 : 1;
  }

  void unreachable() {
    if (function.live()) {
      body().code.invoke(Helpers.UNREACHABLE);
      body().code.op(Jvm.ATHROW);
    }
    stack.unreachable();
  }

  void block() throws ModuleException {
    int result = function.in.blockType();
    if (function.live()) {
      body().spillAll();
    }
    stack.open(Opcode.BLOCK, result, meter.height());
  }

  void loop() throws ModuleException {
    int result = function.in.blockType();
    if (function.live()) {
      body().spillAll();
    }
    ControlFrame frame = stack.open(Opcode.LOOP, result, meter.height());
    if (function.live()) {
      body().openLoop(frame.end);
    }
  }

  /** An if whose condition is an operand. */
  void ifThen() throws ModuleException {
    if (function.live()) {
      body().bring(1);
    }
    stack.pop(I32);
    if (function.live()) {
      body().aside(0);
    }
    ifThen(Jvm.IFNE);
  }

  /** An if whose condition is that a jump is taken; the operands of the jump are on the JVM stack, no others. */
  void ifThen(int jump) throws ModuleException {
    meter.pop(1);
    int result = function.in.blockType();
    ControlFrame frame = stack.open(Opcode.IF, result, meter.height());
    if (function.live()) {
      body().code.jump(Jvm.inverse(jump), body().use(frame.otherwise));
    }
  }

  void otherwise() throws ModuleException {
    ControlFrame frame = stack.top();
    if (frame.otherwise == null) {
      throw ModuleException.invalid("else found outside of an `if` block");
    }
    boolean live = function.live();
    result(frame, live);
    if (live) {
      body().code.jump(Jvm.GOTO, body().use(frame.end));
    }
    frame.dead = false;
    stack.dead(frame.startsDead);
    if (function.live()) {
      body().bind(frame.otherwise, frame.base, false);
    }
    stack.spilled(stack.size());
    frame.otherwise = null;
  }

  /** Takes the result of a block off the operand stack; live code then has it alone on the JVM stack. */
  private void result(ControlFrame frame, boolean live) throws ModuleException {
    if (frame.result != ValueType.NONE) {
      if (live) {
        body().bring(1);
      }
      stack.pop(frame.result);
    }
    stack.requireEmpty();
  }

  void end() throws ModuleException {
    ControlFrame frame = stack.top();
    boolean withoutElse = frame.otherwise != null;
    if (withoutElse && frame.result != ValueType.NONE) {
      throw ModuleException.invalid("type mismatch: an `if` without `else` has a result");
    }
    boolean reached = function.live();
    result(frame, reached);
    meter.height(frame.startHeight + count(frame.result));
    if (!frame.startsDead) {
      if (withoutElse) {
        body().bind(frame.otherwise, frame.base, reached);
        reached = true;
      }
      if (!frame.isLoop() && frame.end.reached()) {
        body().bind(frame.end, frame.base, reached);
        reached = true;
      }
    }
    stack.close();
    stack.dead(!reached);
    if (stack.depth() == 0) {
      if (reached) {
        body().emitReturn();
      }
      stack.dead(true);
      return;
    }
    stack.spilled(stack.size());
    if (frame.result != ValueType.NONE) {
      stack.push(frame.result);
    }
  }

  void branch() throws ModuleException {
    ControlFrame frame = stack.target(function.in.u32());
    int result = frame.branchResult();
    meter.pop(count(result));
    boolean live = function.live();
    if (result != ValueType.NONE) {
      if (live) {
        body().bring(1);
      }
      stack.pop(result);
      stack.push(result);
    }
    if (live) {
      body().branch(frame);
    }
    stack.unreachable();
  }

  /** A br_if whose condition is an operand. */
  void branchIf() throws ModuleException {
    boolean live = function.live();
    if (live) {
      body().bring(1);
    }
    stack.pop(I32);
    ControlFrame frame = stack.target(function.in.u32());
    conditional(frame);
    if (live) {
      body().aside(count(frame.branchResult()));
      jump(Jvm.IFNE, frame);
    }
  }

  /** A br_if whose condition is that a jump is taken; the code is live. */
  void branchIf(int jump) throws ModuleException {
    ControlFrame frame = stack.target(function.in.u32());
    conditional(frame);
    jump(jump, frame);
  }

  /** Counts and checks a br_if whose condition is popped. */
  private void conditional(ControlFrame frame) throws ModuleException {
    int result = frame.branchResult();
    meter.pop(1);
    meter.pop(count(result));
    if (result == ValueType.NONE) {
      return;
    }
    meter.push();
    if (function.live()) {
      stack.requireTop(result);
    } else {
      stack.pop(result);
      stack.push(result);
    }
  }

  private void jump(int opcode, ControlFrame frame) {
    if (frame != stack.function()) {
      body().code.jump(opcode, body().use(frame.end));
      return;
    }
    Label skip = new Label();
    int result = frame.result;
    body().code.jump(Jvm.inverse(opcode), skip);
    body().emitReturn();
    body().place(skip, stack.size() - count(result), result, false);
  }

  void branchTable() throws ModuleException {
    int count = function.in.count();
    if (count > MAX_TABLE_TARGETS) {
      throw ModuleException.invalid("`br_table` has " + count + " targets, which exceeds the implementation limit of "
          + MAX_TABLE_TARGETS);
    }
    int[] labels = new int[count + 1];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = function.in.u32();
    }
    boolean live = function.live();
    if (live) {
      body().bring(1);
    }
    stack.pop(I32);
    ControlFrame[] targets = targets(labels);
    int result = targets[labels.length - 1].branchResult();
    meter.pop(count(result));
    if (result != ValueType.NONE) {
      if (live) {
        stack.requireTop(result);
      } else {
        stack.pop(result);
      }
    }
    if (live) {
      body().aside(count(result));
      if (!body().largeBranchTable(targets, result)) {
        branchTable(targets);
      }
    }
    stack.unreachable();
  }

  /** Returns the blocks that labels mean, which must all take the same along. */
  private ControlFrame[] targets(int[] labels) throws ModuleException {
    ControlFrame[] targets = new ControlFrame[labels.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = stack.target(labels[i]);
    }
    int result = targets[labels.length - 1].branchResult();
    for (ControlFrame target : targets) {
      if (target.branchResult() != result) {
        throw ModuleException.invalid("type mismatch: br_table target labels have different types");
      }
    }
    return targets;
  }

  private void branchTable(ControlFrame[] targets) {
    Label[] labels = new Label[targets.length - 1];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = body().use(targets[i].end);
    }
    Label otherwise = body().use(targets[labels.length].end);
    if (labels.length == 0) {
      body().code.op(Jvm.POP);
      body().code.jump(Jvm.GOTO, otherwise);
    } else {
      body().code.tableSwitch(otherwise, labels);
    }
  }

  void returnFromFunction() throws ModuleException {
    int result = function.result();
    meter.pop(count(result));
    boolean live = function.live();
    if (result != ValueType.NONE) {
      if (live) {
        body().bring(1);
      }
      stack.pop(result);
    }
    if (live) {
      body().emitReturn();
    }
    stack.unreachable();
  }
}
