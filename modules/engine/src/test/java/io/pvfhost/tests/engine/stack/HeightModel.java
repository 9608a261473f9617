package io.pvfhost.tests.engine.stack;

import io.pvfhost.tests.engine.stack.WasmFile.FunctionType;
import io.pvfhost.tests.engine.stack.WasmFile.Instruction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The cost of functions by spec 6.3, sentence by sentence, of a module that is known to be valid. */
public final class HeightModel {

  /** Metering refuses the module. */
  public static final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** An open block: the height it began with, what its label and its end bring, and whether its rest is dead. */
  private static final class Frame {

    private final long base;
    private final int labelArity;
    private final int results;
    private boolean polymorphic;

    Frame(long base, int labelArity, int results) {
      this.base = base;
      this.labelArity = labelArity;
      this.results = results;
    }
  }

  private static final int ACTIVATION_COST = 2;
  private static final int NO_RESULT = 0x40;

  private final WasmFile module;
  private final FunctionType type;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private long height = ACTIVATION_COST;
  private long maximum;

  private HeightModel(WasmFile module, FunctionType type) {
    this.module = module;
    this.type = type;
  }

  /**
   * Returns the costs of all functions, imports included.
   *
   * @throws Refused if metering refuses a function
   */
  public static long[] costs(byte[] wasm) throws Refused {
    WasmFile module = WasmFile.read(wasm);
    long[] costs = new long[module.functionTypes().size()];
    for (int i = 0; i < module.bodies().size(); i++) {
      int function = module.importedFunctions() + i;
      HeightModel model = new HeightModel(module, module.typeOf(function));
      costs[function] = module.bodies().get(i).locals() + model.maximum(module.bodies().get(i).code());
    }
    return costs;
  }

  private long maximum(List<Instruction> code) throws Refused {
    frames.push(new Frame(0, type.results(), type.results()));
    for (Instruction instruction : code) {
      if (!frames.element().polymorphic) {
        maximum = Math.max(maximum, height);
      }
      step(instruction);
    }
    return maximum;
  }

  private void pop(int values) throws Refused {
    Frame frame = frames.element();
    if (values == 0) {
      return;
    }
    if (height == frame.base) {
      if (!frame.polymorphic) {
        throw new Refused("trying to pop more values than pushed");
      }
      return;
    }
    height -= values;
    if (height < 0) {
      throw new Refused("stack underflow");
    }
  }

  private void push(int values) {
    height += values;
  }

  private Frame label(long depth) {
    Iterator<Frame> innermostFirst = frames.iterator();
    for (long i = 0; i < depth; i++) {
      innermostFirst.next();
    }
    return innermostFirst.next();
  }

  private void step(Instruction instruction) throws Refused {
    long[] immediates = instruction.immediates();
    switch (instruction.opcode()) {
      case 0x00 -> jump(0);
      case 0x01, 0x05 -> { }
      case 0x02 -> block(immediates[0], false);
      case 0x03 -> block(immediates[0], true);
      case 0x04 -> {
        pop(1);
        block(immediates[0], false);
      }
      case 0x0b -> {
        Frame ended = frames.pop();
        height = ended.base + ended.results;
      }
      case 0x0c -> jump(label(immediates[0]).labelArity);
      case 0x0d -> {
        int arity = label(immediates[0]).labelArity;
        pop(arity);
        pop(1);
        push(arity);
      }
      case 0x0e -> jump(label(immediates[immediates.length - 1]).labelArity);
      case 0x0f -> jump(type.results());
      case 0x10 -> call(module.typeOf((int) immediates[0]));
      case 0x11 -> {
        pop(1);
        call(module.types().get((int) immediates[0]));
      }
      case 0x1a, 0x21, 0x24 -> pop(1);
      case 0x1b -> select();
      case 0x20, 0x23, 0x3f, 0x41, 0x42, 0x43, 0x44 -> push(1);
      case 0x22, 0x40 -> exchange(1, 1);
      default -> computing(instruction.opcode());
    }
  }

  /** Two pops, the values and the condition: in dead code that is not the same as one of three. */
  private void select() throws Refused {
    pop(2);
    pop(1);
    push(1);
  }

  private void jump(int arity) throws Refused {
    pop(arity);
    frames.element().polymorphic = true;
  }

  private void block(long blockType, boolean loop) {
    int results = blockType == NO_RESULT ? 0 : 1;
    frames.push(new Frame(height, loop ? 0 : results, results));
  }

  private void call(FunctionType called) throws Refused {
    exchange(called.params(), called.results());
  }

  private void exchange(int pops, int pushes) throws Refused {
    pop(pops);
    push(pushes);
  }

  private void computing(int opcode) throws Refused {
    if (opcode >= 0x28 && opcode <= 0x35) {
      exchange(1, 1);
    } else if (opcode >= 0x36 && opcode <= 0x3e) {
      pop(2);
    } else if (isUnary(opcode)) {
      exchange(1, 1);
    } else {
      exchange(2, 1);
    }
  }

  private static boolean isUnary(int opcode) {
    return opcode == 0x45 || opcode == 0x50
        || (opcode >= 0x67 && opcode <= 0x69)
        || (opcode >= 0x79 && opcode <= 0x7b)
        || (opcode >= 0x8b && opcode <= 0x91)
        || (opcode >= 0x99 && opcode <= 0x9f)
        || opcode >= 0xa7;
  }

  /** Returns the cost of each function that is called in a module which metering has rewritten, as the calls tell. */
  static List<long[]> costsInRewritten(byte[] wasm) {
    List<long[]> found = new ArrayList<>();
    for (WasmFile.Body body : WasmFile.read(wasm).bodies()) {
      List<Instruction> code = body.code();
      for (int i = 0; i + 3 < code.size(); i++) {
        Instruction cost = code.get(i + 2);
        if (code.get(i).opcode() == 0x10 && cost.opcode() == 0x41 && code.get(i + 3).opcode() == 0x6b) {
          found.add(new long[] {code.get(i).immediates()[0], cost.immediates()[0]});
        }
      }
    }
    return found;
  }
}
