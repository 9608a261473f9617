package io.pvfhost.engine.impl.artifact;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.wasm.ValueType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/**
 * A loaded artifact: its tables, and a class loader that defines its classes when they are first used. It holds no
 * state of instances and may be used from any thread.
 */
public final class Artifact {

  private final byte[] bytes;
  private final RuleSet rules;
  private final CompiledModule module;
  private final ArtifactClasses classes;
  private final Table table;

  private Artifact(byte[] bytes, RuleSet rules, CompiledModule module, ArtifactClasses classes) {
    this.bytes = bytes;
    this.rules = rules;
    this.module = module;
    this.classes = classes;
    this.table = table(module);
  }

  /**
   * Loads an artifact without touching function bodies.
   *
   * @param bytes the artifact, not to be changed afterwards
   * @throws ArtifactException if the bytes are truncated, altered, of another version or rule set
   */
  public static Artifact read(byte[] bytes, RuleSet rules) throws ArtifactException {
    ArtifactReader in = new ArtifactReader(bytes);
    try {
      in.open(rules);
      CompiledModule module = in.module();
      return new Artifact(bytes, rules, module, new ArtifactClasses(bytes, in.classes()));
    } catch (RuntimeException e) {
      throw new ArtifactException("cannot read the artifact: " + e, e);
    }
  }

  /** Returns the filled table, or null if a segment does not fit. */
  private static Table table(CompiledModule module) {
    Table table = new Table(module.tableSize());
    for (CompiledModule.TableEntries segment : module.elements()) {
      if (!table.set(segment.offset(), segment.entries())) {
        return null;
      }
    }
    return table;
  }

  public RuleSet rules() {
    return rules;
  }

  public CompiledModule module() {
    return module;
  }

  /** Returns the table all instances share, or null if a segment lies beyond its end. */
  public Table table() {
    return table;
  }

  /** Returns the bytes the data segments are in, not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * Defines and verifies every class.
   *
   * @throws LinkageError if the JVM refuses one, which is a fault of the compiler
   */
  public void verify() {
    classes.verify();
  }

  /** Returns the method of a function; its last parameters are the instance and the stack height. */
  public MethodHandle method(CompiledFunction function) {
    try {
      Class<?> owner = classes.loadClass(function.owner().replace('/', '.'));
      String descriptor = Signature.of(function.type()).descriptor();
      MethodType type = MethodType.fromMethodDescriptorString(descriptor, classes);
      return MethodHandles.publicLookup().findStatic(owner, function.name(), type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no method for " + function, e);
    }
  }

  /**
   * Calls a function of any type, which takes some microseconds more than a call of a known type.
   *
   * @param args raw bits of the arguments
   * @param instance the instance it runs on
   * @return raw bits of the result; those of an i32 or f32 are in the low half
   */
  public long call(CompiledFunction function, long[] args, Object instance) {
    List<Object> values = new ArrayList<>();
    if (Signature.of(function.type()).packed()) {
      values.add(args);
    } else {
      for (int i = 0; i < args.length; i++) {
        values.add(value(function.type().param(i), args[i]));
      }
    }
    values.add(instance);
    values.add(0);
    try {
      return bits(method(function).invokeWithArguments(values));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("compiled code threw a checked exception", e);
    }
  }

  private static Object value(int type, long bits) {
    return switch (ValueType.ofStackCode(type)) {
      case I32 -> (int) bits;
      case I64 -> bits;
      case F32 -> Float.intBitsToFloat((int) bits);
      case F64 -> Double.longBitsToDouble(bits);
    };
  }

  private static long bits(Object value) {
    if (value instanceof Integer number) {
      return number & 0xffffffffL;
    }
    if (value instanceof Float number) {
      return Float.floatToRawIntBits(number) & 0xffffffffL;
    }
    if (value instanceof Double number) {
      return Double.doubleToRawLongBits(number);
    }
    return value == null ? 0 : (long) value;
  }
}
