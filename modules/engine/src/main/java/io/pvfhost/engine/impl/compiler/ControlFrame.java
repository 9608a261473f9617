package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.wasm.Opcode;
import io.pvfhost.engine.impl.wasm.ValueType;

/** An open block, loop, if or function. */
final class ControlFrame {

  /** Stack code of its result. */
  final int result;

  /** Number of operands at its start. */
  final int base;

  /** Whether its start cannot be reached. */
  final boolean startsDead;

  /** Height of the metered stack at its start. */
  final int startHeight;

  final Target end;

  /** Where the condition of an if leads that does not hold; null for anything else and behind the else. */
  Target otherwise;

  /** Whether the rest of it cannot be reached, by the rules of validation. */
  boolean dead;

  /** Whether it cannot be reached by the rules of metering, which an else does not end. */
  boolean polymorphic;

  private final boolean loop;

  ControlFrame(int opcode, int result, int base, boolean startsDead, int startHeight) {
    this.loop = opcode == Opcode.LOOP;
    this.result = result;
    this.base = base;
    this.startsDead = startsDead;
    this.startHeight = startHeight;
    this.end = new Target(loop ? ValueType.NONE : result);
    this.otherwise = opcode == Opcode.IF ? new Target(ValueType.NONE) : null;
  }

  boolean isLoop() {
    return loop;
  }

  /** Returns the stack code of what a branch to it takes along. */
  int branchResult() {
    return end.result;
  }
}
