package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.artifact.Signature;
import io.pvfhost.engine.impl.classfile.MethodRef;

/** Names of what compiled code calls in the package {@code runtime}. */
final class Helpers {

  static final String INSTANCE = Signature.INSTANCE;
  static final String INSTANCE_TYPE = "L" + INSTANCE + ";";

  private static final String RUNTIME = "io/pvfhost/engine/impl/runtime/";
  static final String CALLS = RUNTIME + "Calls";
  static final String MEMORY = RUNTIME + "MemoryAccess";
  static final String INTEGERS = RUNTIME + "Integers";
  static final String FLOATS = RUNTIME + "Floats";
  static final String CONVERSIONS = RUNTIME + "Conversions";

  static final MethodRef UNREACHABLE = new MethodRef(CALLS, "unreachable", "()L" + RUNTIME + "Trap;");
  static final MethodRef ELEMENT = new MethodRef(CALLS, "element", "(II" + INSTANCE_TYPE + ")I");
  static final MethodRef HOST = new MethodRef(CALLS, "host", "(I[J" + INSTANCE_TYPE + ")J");
  static final MethodRef SEGMENT = new MethodRef(CALLS, "segment", "(II" + INSTANCE_TYPE + ")I");
  static final MethodRef BRANCH = new MethodRef(CALLS, "branch", "(II" + INSTANCE_TYPE + ")I");
  static final MethodRef SLICE = new MethodRef(CALLS, "slice", "([JII)[J");
  static final MethodRef COPY = new MethodRef("java/util/Arrays", "copyOf", "([JI)[J");
  static final MethodRef SIZE = new MethodRef(MEMORY, "size", "(" + INSTANCE_TYPE + ")I");
  static final MethodRef GROW = new MethodRef(MEMORY, "grow", "(I" + INSTANCE_TYPE + ")I");
  static final MethodRef FLOAT_OF_BITS = new MethodRef("java/lang/Float", "intBitsToFloat", "(I)F");
  static final MethodRef DOUBLE_OF_BITS = new MethodRef("java/lang/Double", "longBitsToDouble", "(J)D");

  /** Store of a value into a frame, by stack code. */
  static final MethodRef[] PUT = puts();

  /** Choice between two values, by stack code. */
  static final MethodRef[] SELECT = {
    null,
    new MethodRef(INTEGERS, "select", "(III)I"),
    new MethodRef(INTEGERS, "select", "(JJI)J"),
    new MethodRef(INTEGERS, "select", "(FFI)F"),
    new MethodRef(INTEGERS, "select", "(DDI)D"),
  };

  private Helpers() {}

  private static MethodRef[] puts() {
    MethodRef[] refs = new MethodRef[5];
    for (int type = 1; type < refs.length; type++) {
      refs[type] = new MethodRef(CALLS, "put", "(" + Signature.descriptorOf(type) + "[JI)V");
    }
    return refs;
  }
}
