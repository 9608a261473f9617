package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.classfile.Jvm;
import io.pvfhost.engine.impl.classfile.Label;
import io.pvfhost.engine.impl.classfile.MethodWriter;

/**
 * Emits methods that switch over a number, with a bounded number of cases each: a method of the upper levels passes its
 * parameters on to one of the level below.
 */
final class SwitchTree {

  /** Cases of a method whose cases are short. */
  static final int WIDE_FAN = 6;

  /** Cases of a method whose cases pass many parameters on. */
  static final int NARROW_FAN = 4;

  private static final int EXTRA_SLOTS = 8;

  private final MethodWriter code;
  private final ModuleLayout layout;
  private final String name;
  private final String descriptor;
  private final int keySlot;
  private int fanBits;
  private Case leaf;
  private Runnable passOn;

  /** Emits the code of one case, return included. */
  interface Case {
    void emit(int key);
  }

  /**
   * Prepares a tree.
   *
   * @param keySlot the JVM slot of the number
   */
  SwitchTree(MethodWriter code, ModuleLayout layout, String name, String descriptor, int keySlot) {
    this.code = code;
    this.layout = layout;
    this.name = name;
    this.descriptor = descriptor;
    this.keySlot = keySlot;
  }

  /**
   * Emits the methods.
   *
   * @param count the number is below it
   * @param itsLeaf emits a case
   * @param itsPassOn pushes the parameters, which the methods below have too
   * @param itsFanBits binary logarithm of the cases of a method
   * @return the topmost method
   */
  EmittedMethod emit(int count, Case itsLeaf, Runnable itsPassOn, int itsFanBits) {
    leaf = itsLeaf;
    passOn = itsPassOn;
    fanBits = itsFanBits;
    return node(name, 0, count);
  }

  /** Emits a method and, before it, those below, whose classes must be known. */
  private EmittedMethod node(String itsName, int from, int to) {
    int shift = 0;
    while (1L << (shift + fanBits) < to - from) {
      shift += fanBits;
    }
    int cases = ((to - from - 1) >> shift) + 1;
    EmittedMethod[] below = new EmittedMethod[shift == 0 ? 0 : cases];
    for (int i = 0; i < below.length; i++) {
      int start = from + (i << shift);
      below[i] = node(itsName + "_" + i, start, Math.min(to, start + (1 << shift)));
    }
    String owner = layout.beginDispatch(code, itsName, descriptor);
    Label[] labels = switchOver(cases, from, shift);
    for (int i = 0; i < cases; i++) {
      if (cases > 1) {
        code.bind(labels[i]);
        code.frameSame();
      }
      if (shift == 0) {
        leaf.emit(from + i);
      } else {
        passOn.run();
        code.invoke(below[i].owner(), below[i].name(), descriptor);
        code.op(returnOpcode());
      }
    }
    code.end(keySlot + EXTRA_SLOTS, keySlot + EXTRA_SLOTS);
    return new EmittedMethod(owner, itsName);
  }

  private Label[] switchOver(int cases, int from, int shift) {
    Label[] labels = new Label[cases];
    for (int i = 0; i < cases; i++) {
      labels[i] = new Label();
    }
    if (cases > 1) {
      code.local(Jvm.ILOAD, keySlot);
      if (from != 0) {
        code.iconst(from);
        code.op(Jvm.ISUB);
      }
      if (shift != 0) {
        code.iconst(shift);
        code.op(Jvm.ISHR);
      }
      code.tableSwitch(labels[cases - 1], labels);
    }
    return labels;
  }

  private int returnOpcode() {
    return switch (descriptor.charAt(descriptor.length() - 1)) {
      case 'V' -> Jvm.RETURN;
      case 'I' -> Jvm.IRETURN;
      case 'J' -> Jvm.IRETURN + 1;
      case 'F' -> Jvm.IRETURN + 2;
      default -> Jvm.IRETURN + 3;
    };
  }
}
