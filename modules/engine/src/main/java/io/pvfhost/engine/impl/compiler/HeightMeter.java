package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.wasm.ModuleException;

/**
 * The height of the operand stack as the metering pass counts it (spec 6.3). It differs from validation: an else resets
 * neither height nor reachability, and some valid dead code is refused.
 */
final class HeightMeter {

  /** What the activation of a function costs. */
  private static final int ACTIVATION = 2;

  private final OperandStack stack;
  private int height;
  private int maximum;

  HeightMeter(OperandStack stack) {
    this.stack = stack;
  }

  void clear() {
    height = ACTIVATION;
    maximum = 0;
  }

  int height() {
    return height;
  }

  void height(int value) {
    height = value;
  }

  /** Returns the largest height before any instruction that can be reached. */
  int maximum() {
    return maximum;
  }

  /** Counts one instruction; called before each. */
  void count() {
    if (height > maximum && !stack.top().polymorphic) {
      maximum = height;
    }
  }

  void push() {
    height++;
  }

  void pop(int values) throws ModuleException {
    if (values == 0) {
      return;
    }
    ControlFrame top = stack.top();
    if (height == top.startHeight) {
      if (top.polymorphic) {
        return;
      }
      throw failure("trying to pop more values than pushed");
    }
    if (height < values) {
      throw failure("trying to pop more values than pushed");
    }
    height -= values;
  }

  private static ModuleException failure(String why) {
    return ModuleException.invalid("cannot inject the stack limiter: \"" + why + "\"");
  }
}
