package io.pvfhost.tests.engine.machine;

import run.endive.runtime.Instance;
import run.endive.runtime.InterpreterMachine;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.MemoryLimits;

/** A module for Endive's interpreter, which knows neither metering nor canonical NaNs. */
public final class Interpreted {

  private final WasmModule module;

  private Interpreted(WasmModule module) {
    this.module = module;
  }

  /** Reads a valid module without imports. */
  public static Interpreted of(byte[] wasm) {
    return new Interpreted(Parser.parse(wasm));
  }

  /**
   * Makes an instance.
   *
   * @param maxPages limit of its memory, instead of the declared one
   */
  public Machine instance(int maxPages) {
    var builder = Instance.builder(module).withMachineFactory(InterpreterMachine::new);
    module.memorySection().filter(section -> section.memoryCount() > 0).ifPresent(section ->
        builder.withMemoryLimits(new MemoryLimits(section.getMemory(0).limits().initialPages(), maxPages)));
    return new InterpretedInstance(builder.build());
  }
}
