package io.pvfhost.tests.engine;

import io.pvfhost.engine.impl.classfile.ClassFile;
import io.pvfhost.engine.impl.classfile.Jvm;
import io.pvfhost.engine.impl.classfile.Label;
import io.pvfhost.engine.impl.classfile.MethodWriter;
import org.junit.jupiter.api.Test;

import java.lang.reflect.InvocationTargetException;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** The writer of class files: what it writes is what the JVM verifies and runs. */
class ClassFileTest {

  private static final int[] INTS = {
    0, -1, 5, 6, -2, 127, -128, 128, -129, 32_767, -32_768, 32_768, Integer.MAX_VALUE, Integer.MIN_VALUE,
  };

  private final MethodWriter code = new MethodWriter();
  private final ClassFile type = new ClassFile("test/Written");

  /** A loader of one class. */
  private static final class Loader extends ClassLoader {
    Class<?> define(byte[] bytes) {
      return defineClass("test.Written", bytes, 0, bytes.length);
    }
  }

  private Object call(String name, Object... args) throws ReflectiveOperationException {
    Class<?> written = new Loader().define(type.encode());
    for (java.lang.reflect.Method method : written.getMethods()) {
      if (method.getName().equals(name)) {
        return method.invoke(null, args);
      }
    }
    throw new NoSuchMethodException(name);
  }

  @Test
  void constantsOfEverySize() throws Exception {
    for (int i = 0; i < INTS.length; i++) {
      code.begin(type, "int" + i, "()I");
      code.iconst(INTS[i]);
      code.op(Jvm.IRETURN);
      code.end(2, 0);
      code.begin(type, "long" + i, "()J");
      code.lconst(INTS[i] * 3L);
      code.op(Jvm.IRETURN + 1);
      code.end(2, 0);
    }
    for (int i = 0; i < INTS.length; i++) {
      assertEquals(INTS[i], call("int" + i));
      assertEquals(INTS[i] * 3L, call("long" + i));
    }
  }

  @Test
  void aReservedConstantGetsItsValueLater() throws Exception {
    code.begin(type, "reserved", "()I");
    int reserved = code.reservedConst();
    code.op(Jvm.IRETURN);
    code.setReserved(reserved, 1_234_567);
    code.end(1, 0);
    assertEquals(1_234_567, call("reserved"));
  }

  @Test
  void aDiscardedMethodLeavesNoTrace() {
    writeSum(type);
    byte[] before = type.encode();
    ClassFile other = new ClassFile("test/Written");
    writeSum(other);
    code.begin(other, "discarded", "()V");
    code.lconst(0x123456789abcdefL);
    code.invoke("test/Else", "where", "()V");
    code.reservedConst();
    code.discard();
    assertArrayEquals(before, other.encode());
  }

  @Test
  void constantsAskedForAfterADiscardAreRight() throws Exception {
    writeSum(type);
    code.begin(type, "discarded", "()I");
    code.iconst(1_000_000);
    code.discard();
    code.begin(type, "kept", "()I");
    code.iconst(2_000_000);
    code.op(Jvm.IRETURN);
    code.end(1, 0);
    assertEquals(2_000_000, call("kept"));
    assertEquals(10, call("sum", 4));
  }

  /** The sum of all numbers up to one, with a jump forwards and one back. */
  private void writeSum(ClassFile owner) {
    code.begin(owner, "sum", "(I)I");
    Label loop = new Label();
    Label done = new Label();
    code.iconst(0);
    code.local(Jvm.ISTORE, 1);
    code.bind(loop);
    code.frameFull(2);
    code.frameLocal(1);
    code.frameLocal(1);
    code.frameStack(0);
    code.local(Jvm.ILOAD, 0);
    code.jump(Jvm.IFEQ, done);
    code.local(Jvm.ILOAD, 0);
    code.local(Jvm.ILOAD, 1);
    code.op(Jvm.IADD);
    code.local(Jvm.ISTORE, 1);
    code.local(Jvm.ILOAD, 0);
    code.iconst(1);
    code.op(Jvm.ISUB);
    code.local(Jvm.ISTORE, 0);
    code.jump(Jvm.GOTO, loop);
    code.bind(done);
    code.frameSame();
    code.local(Jvm.ILOAD, 1);
    code.op(Jvm.IRETURN);
    code.end(2, 2);
  }

  @Test
  void switchesAtEveryAlignment() throws Exception {
    for (int padding = 0; padding < 4; padding++) {
      for (boolean lookup : new boolean[] {false, true}) {
        writeSwitch("switch" + padding + lookup, padding, lookup);
      }
    }
    for (int padding = 0; padding < 4; padding++) {
      assertEquals(100, call("switch" + padding + "false", 0));
      assertEquals(101, call("switch" + padding + "false", 1));
      assertEquals(102, call("switch" + padding + "false", 99));
      assertEquals(100, call("switch" + padding + "true", -7));
      assertEquals(101, call("switch" + padding + "true", 7));
      assertEquals(102, call("switch" + padding + "true", 0));
    }
  }

  private void writeSwitch(String name, int padding, boolean lookup) {
    code.begin(type, name, "(I)I");
    for (int i = 0; i < padding; i++) {
      code.op(Jvm.NOP);
    }
    Label[] targets = {new Label(), new Label()};
    Label otherwise = new Label();
    code.local(Jvm.ILOAD, 0);
    if (lookup) {
      code.lookupSwitch(otherwise, new int[] {-7, 7}, targets);
    } else {
      code.tableSwitch(otherwise, targets);
    }
    Label[] all = {targets[0], targets[1], otherwise};
    for (int i = 0; i < all.length; i++) {
      code.bind(all[i]);
      code.frameSame();
      code.iconst(100 + i);
      code.op(Jvm.IRETURN);
    }
    code.end(1, 1);
  }

  @Test
  void twoStackMapsAtOnePlaceAreAFault() {
    code.begin(type, "twice", "()V");
    code.op(Jvm.NOP);
    code.frameSame();
    assertThrows(IllegalStateException.class, code::frameSame);
  }

  @Test
  void moreConstantsThanAClassHoldsAreAFault() {
    code.begin(type, "full", "()V");
    assertThrows(IllegalStateException.class, () -> {
      for (int i = 0; i < 70_000; i++) {
        code.iconst(100_000 + i);
      }
    });
  }

  @Test
  void aMethodWithoutItsStackMapsIsRefusedByTheJvm() {
    code.begin(type, "wrong", "(I)I");
    Label skip = new Label();
    code.local(Jvm.ILOAD, 0);
    code.jump(Jvm.IFEQ, skip);
    code.bind(skip);
    code.iconst(1);
    code.op(Jvm.IRETURN);
    code.end(1, 1);
    assertThrows(VerifyError.class, () -> {
      try {
        call("wrong", 1);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    });
  }
}
