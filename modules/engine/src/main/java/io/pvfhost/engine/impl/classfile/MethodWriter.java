package io.pvfhost.engine.impl.classfile;

import java.util.Arrays;

/**
 * Writes the code of one static method after the other. The code stays here until {@link #end}, so a method can be
 * discarded at any time; its constants go with it.
 *
 * <p>Jumps are 16 bits wide: methods are far shorter than that.
 */
public final class MethodWriter {

  /** A length from which on the JVM never compiles a method. */
  public static final int JIT_LIMIT = 8_000;

  private static final int PUBLIC_STATIC = 0x0009;
  private static final int CODE_HEADER_BYTES = 12;
  private static final int SHORT_JUMP = 0x7fff;

  private final ByteSink code = new ByteSink(1 << 14);
  private final StackMap frames = new StackMap();
  private ClassFile owner;
  private ConstantPool pool;
  private String name;
  private String descriptor;
  private int poolMark;

  /** Starts a method. */
  public void begin(ClassFile itsOwner, String itsName, String itsDescriptor) {
    owner = itsOwner;
    pool = itsOwner.pool;
    poolMark = pool.count();
    name = itsName;
    descriptor = itsDescriptor;
    code.truncate(0);
    frames.clear();
  }

  /** Forgets the method. */
  public void discard() {
    pool.truncate(poolMark);
  }

  /** Ends the method and adds it to its class. */
  public void end(int maxStack, int maxLocals) {
    if (code.size() > SHORT_JUMP) {
      throw new IllegalStateException("method of " + code.size() + " bytes");
    }
    ByteSink out = owner.methods;
    boolean framed = frames.count() > 0;
    int framesBytes = framed ? frames.attributeBytes() : 0;
    out.u2(PUBLIC_STATIC);
    out.u2(pool.utf8(name));
    out.u2(pool.utf8(descriptor));
    out.u2(1); // attributes
    out.u2(pool.utf8("Code"));
    out.u4(CODE_HEADER_BYTES + code.size() + framesBytes);
    out.u2(maxStack);
    out.u2(maxLocals);
    out.u4(code.size());
    out.put(code);
    out.u2(0); // exception table
    out.u2(framed ? 1 : 0);
    if (framed) {
      frames.writeTo(pool.utf8("StackMapTable"), out);
    }
    owner.methodCount++;
  }

  /** Returns the number of bytes of code so far. */
  public int size() {
    return code.size();
  }

  /** Returns the number of bytes of stack maps so far. */
  public int frameBytes() {
    return frames.bytes();
  }

  /** Appends an instruction without operands. */
  public void op(int opcode) {
    code.u1(opcode);
  }

  /** Loads or stores a local variable; the opcode is that of the general form. */
  public void local(int opcode, int index) {
    if (index < 4) {
      boolean load = opcode <= Jvm.ALOAD;
      code.u1((load ? Jvm.ILOAD_0 + (opcode - Jvm.ILOAD) * 4 : Jvm.ISTORE_0 + (opcode - Jvm.ISTORE) * 4) + index);
    } else if (index < 0x100) {
      code.u1(opcode);
      code.u1(index);
    } else {
      code.u1(Jvm.WIDE);
      code.u1(opcode);
      code.u2(index);
    }
  }

  /** Pushes an int. */
  public void iconst(int value) {
    if (value >= -1 && value <= 5) {
      code.u1(Jvm.ICONST_0 + value);
    } else if (value == (byte) value) {
      code.u1(Jvm.BIPUSH);
      code.u1(value);
    } else if (value == (short) value) {
      code.u1(Jvm.SIPUSH);
      code.u2(value);
    } else {
      load(pool.integer(value));
    }
  }

  /** Pushes a long. */
  public void lconst(long value) {
    if (value == 0 || value == 1) {
      code.u1(Jvm.LCONST_0 + (int) value);
    } else if (value == (short) value) {
      iconst((int) value);
      code.u1(Jvm.I2L);
    } else {
      load2(pool.longBits(value));
    }
  }

  /** Pushes a float that is no NaN. */
  public void fconst(int bits) {
    if (bits == 0) {
      code.u1(Jvm.FCONST_0);
    } else {
      load(pool.floatBits(bits));
    }
  }

  /** Pushes a double that is no NaN. */
  public void dconst(long bits) {
    if (bits == 0) {
      code.u1(Jvm.DCONST_0);
    } else {
      load2(pool.doubleBits(bits));
    }
  }

  /** Pushes an int whose value is given later to {@link #setReserved}. */
  public int reservedConst() {
    int index = pool.reserveInteger();
    load(index);
    return index;
  }

  /** Gives a reserved constant of the current class its value. */
  public void setReserved(int index, int value) {
    pool.setInteger(index, value);
  }

  private void load(int index) {
    if (index < 0x100) {
      code.u1(Jvm.LDC);
      code.u1(index);
    } else {
      code.u1(Jvm.LDC_W);
      code.u2(index);
    }
  }

  private void load2(int index) {
    code.u1(Jvm.LDC2_W);
    code.u2(index);
  }

  /** Calls a static method. */
  public void invoke(String itsOwner, String itsName, String itsDescriptor) {
    code.u1(Jvm.INVOKESTATIC);
    code.u2(pool.method(itsOwner, itsName, itsDescriptor));
  }

  /** Calls a static method. */
  public void invoke(MethodRef method) {
    code.u1(Jvm.INVOKESTATIC);
    code.u2(pool.method(method));
  }

  /** Reads or writes a field of an object. */
  public void field(int opcode, String itsOwner, String itsName, String itsDescriptor) {
    code.u1(opcode);
    code.u2(pool.field(itsOwner, itsName, itsDescriptor));
  }

  /** Makes an array of longs of the length on the stack. */
  public void newLongArray() {
    code.u1(Jvm.NEWARRAY);
    code.u1(Jvm.ARRAY_OF_LONG);
  }

  /** Jumps. */
  public void jump(int opcode, Label target) {
    int from = code.size();
    code.u1(opcode);
    if (target.isBound()) {
      code.u2(target.position() - from);
    } else {
      target.refer(code.size(), from);
      code.u2(0);
    }
  }

  /** Jumps by the int on the stack, counted from 0. */
  public void tableSwitch(Label otherwise, Label[] targets) {
    int from = switchStart(Jvm.TABLESWITCH);
    wide(otherwise, from);
    code.u4(0);
    code.u4(targets.length - 1);
    for (Label target : targets) {
      wide(target, from);
    }
  }

  /** Jumps by the int on the stack; the keys ascend. */
  public void lookupSwitch(Label otherwise, int[] keys, Label[] targets) {
    int from = switchStart(Jvm.LOOKUPSWITCH);
    wide(otherwise, from);
    code.u4(keys.length);
    for (int i = 0; i < keys.length; i++) {
      code.u4(keys[i]);
      wide(targets[i], from);
    }
  }

  private int switchStart(int opcode) {
    int from = code.size();
    code.u1(opcode);
    while ((code.size() & 3) != 0) {
      code.u1(0);
    }
    return from;
  }

  private void wide(Label target, int from) {
    if (target.isBound()) {
      code.u4(target.position() - from);
    } else {
      target.refer(~code.size(), from);
      code.u4(0);
    }
  }

  /** Puts a label here. */
  public void bind(Label label) {
    label.bind(code.size(), code);
  }

  /** Returns whether there is a stack map at the current position. */
  public boolean framedHere() {
    return frames.lastPosition() == code.size();
  }

  /** Stack map: the same locals, an empty stack. */
  public void frameSame() {
    frames.same(code.size());
  }

  /** Stack map: the same locals, one value on the stack. */
  public void frameSame1(int type) {
    frames.same1(code.size(), type);
  }

  /** Stack map: one to three more locals, an empty stack. */
  public void frameAppend(byte[] types, int from, int to) {
    frames.append(code.size(), Arrays.copyOfRange(types, from, to));
  }

  /** Stack map: one to three locals less, an empty stack. */
  public void frameChop(int less) {
    frames.chop(code.size(), less);
  }

  /** Starts a stack map that names every local; {@link #frameLocal} and {@link #frameStack} follow. */
  public void frameFull(int locals) {
    frames.full(code.size(), locals);
  }

  /** Names a local of a full stack map, by stack code. */
  public void frameLocal(int type) {
    frames.type(type);
  }

  /** Names a local of a full stack map, or appends it, that holds an object. */
  public void frameObject(String internalName) {
    frames.object(pool.type(internalName));
  }

  /** Ends a full stack map with one value on the stack, or none. */
  public void frameStack(int type) {
    frames.stack(type);
  }
}
