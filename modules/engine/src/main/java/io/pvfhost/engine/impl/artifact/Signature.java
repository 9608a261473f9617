package io.pvfhost.engine.impl.artifact;

import io.pvfhost.engine.impl.wasm.FunctionType;
import io.pvfhost.engine.impl.wasm.ValueType;

/**
 * How compiled code calls a function of a type: a static method with the parameters, the instance and the height of the
 * logical stack so far. Functions with many parameters get them as an array of raw bits, which the caller makes anew.
 */
public final class Signature {

  /** Internal name of the class of instances. */
  public static final String INSTANCE = "io/pvfhost/engine/impl/runtime/Instance";

  /** JVM descriptors by stack code. */
  private static final String DESCRIPTORS = "VIJFD";

  /** The most parameter slots; keeps every method that only passes parameters on small. */
  private static final int MAX_SLOTS = 64;

  private final FunctionType type;
  private final int slots;
  private final boolean packed;
  private final String descriptor;

  private Signature(FunctionType type) {
    int width = 0;
    for (int i = 0; i < type.arity(); i++) {
      width += width(type.param(i));
    }
    this.type = type;
    this.packed = width > MAX_SLOTS;
    this.slots = packed ? 1 : width;
    this.descriptor = descriptor("");
  }

  /** Returns the signature of a type. */
  public static Signature of(FunctionType type) {
    return new Signature(type);
  }

  /** Returns the number of JVM slots of a value; no type counts as one. */
  public static int width(int stackCode) {
    return 2 - (Math.max(stackCode, ValueType.I32.stackCode()) & 1);
  }

  /** Returns the JVM descriptor of a value, of nothing for no type. */
  public static char descriptorOf(int stackCode) {
    return DESCRIPTORS.charAt(stackCode);
  }

  public FunctionType type() {
    return type;
  }

  /** Returns the number of JVM slots the parameters take. */
  public int slots() {
    return slots;
  }

  /** Returns whether the parameters travel as one array. */
  public boolean packed() {
    return packed;
  }

  public int result() {
    return type.result();
  }

  /** Returns the descriptor of the method. */
  public String descriptor() {
    return descriptor;
  }

  /** Returns the descriptor of a method with more parameters between those of the function and the instance. */
  public String descriptor(String more) {
    StringBuilder text = new StringBuilder("(");
    if (packed) {
      text.append("[J");
    } else {
      for (int i = 0; i < type.arity(); i++) {
        text.append(descriptorOf(type.param(i)));
      }
    }
    return text.append(more).append('L').append(INSTANCE).append(";I)").append(descriptorOf(result())).toString();
  }
}
