package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.artifact.Signature;
import io.pvfhost.engine.impl.wasm.ModuleException;
import io.pvfhost.engine.impl.wasm.ValueType;

import java.util.Arrays;

/**
 * Types of operands and open blocks at the current instruction, as the validation algorithm of the Wasm specification
 * has them. Also knows where the operands are: the first {@link #spilled()} in slots, the rest on the JVM stack.
 */
final class OperandStack {

  private byte[] types = new byte[64];

  /** JVM slots of all operands below. */
  private int[] offsets = new int[65];

  private int size;
  private int spilled;
  private int deepest;
  private int jvmSlots;
  private ControlFrame[] frames = new ControlFrame[16];
  private int depth;
  private boolean dead;

  void clear() {
    size = 0;
    spilled = 0;
    deepest = 0;
    jvmSlots = 0;
    Arrays.fill(frames, 0, depth, null);
    depth = 0;
    dead = false;
  }

  int size() {
    return size;
  }

  int type(int index) {
    return types[index];
  }

  /** Returns the JVM slots of all operands below one. */
  int offset(int index) {
    return offsets[index];
  }

  byte[] types() {
    return types;
  }

  /** Returns how many operands are in slots; they are the lowest ones. */
  int spilled() {
    return spilled;
  }

  /** Says how many operands are in slots. */
  void spilled(int operands) {
    spilled = operands;
  }

  /** Returns the most operands there have been. */
  int deepest() {
    return deepest;
  }

  /** Returns the most JVM slots that operands took on the JVM stack since the last reset. */
  int jvmSlots() {
    return jvmSlots;
  }

  void resetJvmSlots() {
    jvmSlots = 0;
  }

  /** Notes that operands and some slots beside them are on the JVM stack. */
  void noteJvmSlots(int more) {
    jvmSlots = Math.max(jvmSlots, offsets[size] - offsets[spilled] + more);
  }

  /** Returns whether the current instruction cannot be reached. */
  boolean dead() {
    return dead;
  }

  void dead(boolean now) {
    dead = now;
  }

  /** Pushes an operand; in dead code none is anywhere. */
  void push(int type) {
    if (size + 1 >= types.length) {
      types = Arrays.copyOf(types, size * 2);
      offsets = Arrays.copyOf(offsets, size * 2 + 1);
    }
    if (dead) {
      spilled = size + 1;
    }
    types[size] = (byte) type;
    offsets[size + 1] = offsets[size] + Signature.width(type);
    size++;
    deepest = Math.max(deepest, size);
    noteJvmSlots(0);
  }

  /** Pops an operand of any type and returns its type, {@link ValueType#NONE} if dead code has none. */
  int pop() throws ModuleException {
    ControlFrame top = top();
    if (size == top.base) {
      if (top.dead) {
        return ValueType.NONE;
      }
      throw ModuleException.invalid("type mismatch: expected a value but nothing on stack");
    }
    size--;
    spilled = Math.min(spilled, size);
    return types[size];
  }

  /** Pops an operand of a type. */
  void pop(int type) throws ModuleException {
    int found = pop();
    if (found != type && found != ValueType.NONE && type != ValueType.NONE) {
      throw mismatch();
    }
  }

  static ModuleException mismatch() {
    return ModuleException.invalid("type mismatch");
  }

  /** Checks that the current block has some operands. */
  void require(int operands) throws ModuleException {
    if (size - operands < top().base) {
      throw ModuleException.invalid("type mismatch: expected a value but nothing on stack");
    }
  }

  /** Checks that the topmost operand of the current block has a type, without popping it. */
  void requireTop(int type) throws ModuleException {
    if (size == top().base || types[size - 1] != type) {
      throw mismatch();
    }
  }

  /** Checks that the current block has no operand left. */
  void requireEmpty() throws ModuleException {
    if (size != top().base) {
      throw ModuleException.invalid("type mismatch: values remaining on stack at end of block");
    }
  }

  /** Opens a block. */
  ControlFrame open(int opcode, int result, int height) {
    if (depth == frames.length) {
      frames = Arrays.copyOf(frames, depth * 2);
    }
    ControlFrame frame = new ControlFrame(opcode, result, size, dead, height);
    frames[depth++] = frame;
    return frame;
  }

  /** Closes the current block. */
  void close() {
    frames[--depth] = null;
  }

  int depth() {
    return depth;
  }

  ControlFrame top() {
    return frames[depth - 1];
  }

  /** Returns the function as a block. */
  ControlFrame function() {
    return frames[0];
  }

  /** Returns the block that a label means. */
  ControlFrame target(int label) throws ModuleException {
    if (label < 0 || label >= depth) {
      throw ModuleException.invalid("unknown label: branch depth too large");
    }
    return frames[depth - 1 - label];
  }

  /** Says that the rest of the current block cannot be reached. */
  void unreachable() {
    ControlFrame top = top();
    size = top.base;
    spilled = Math.min(spilled, size);
    top.dead = true;
    top.polymorphic = true;
    dead = true;
  }
}
