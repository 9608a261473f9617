package io.pvfhost.tests.engine.machine;

import run.endive.runtime.ExportFunction;
import run.endive.runtime.Instance;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.types.ValType;

import java.util.List;

/** An instance in the interpreter. */
final class InterpretedInstance implements Machine {

  private final Instance instance;

  InterpretedInstance(Instance instance) {
    this.instance = instance;
  }

  @Override
  public Outcome call(String export, long... arguments) {
    ExportFunction function = instance.export(export);
    List<? extends ValType> results = instance.exportType(export).returns();
    try {
      long[] values = function.apply(arguments);
      return Outcome.returned(results.isEmpty() ? 0 : bits(results.get(0), values[0]));
    } catch (WasmEngineException | ArithmeticException | IndexOutOfBoundsException e) {
      return Outcome.trapped(String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      return Outcome.trapped("call stack exhausted");
    }
  }

  @Override
  public long global(String export) {
    var global = instance.exports().global(export);
    return bits(global.getType(), global.getValue());
  }

  @Override
  public byte[] memory() {
    var memory = instance.memory();
    return memory == null ? new byte[0] : memory.readBytes(0, memory.pages() << 16);
  }

  private static long bits(ValType type, long value) {
    return type.equals(ValType.I32) || type.equals(ValType.F32) ? value & 0xffffffffL : value;
  }
}
