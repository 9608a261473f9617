package io.pvfhost.engine.impl.endive;

import io.pvfhost.engine.Execution;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.impl.host.AllocatorException;
import io.pvfhost.engine.impl.host.Guest;
import io.pvfhost.engine.impl.host.HeapAllocator;
import io.pvfhost.engine.impl.host.HostFunction;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.scale.ValidationResult;
import run.endive.runtime.ImportFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.WasmFunctionHandle;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.FunctionType;

import java.util.List;
import java.util.Optional;

/** One call of {@code validate_block}: a fresh instance, its memory, its heap (spec 5.2, 6.1). */
final class EndiveExecution {

  static final String INSTANTIATION = "failed to instantiate a new WASM module instance: ";

  private static final String CONSTRUCTION = "execute: Other error happened while constructing the runtime: ";
  private static final String EXECUTE = "execute: ";
  private static final String TRAP = "execute: Execution aborted due to trap: ";
  private static final String DECODING = "validation result decoding failed: ";
  private static final String HOST_MODULE = "env";

  private final EndivePvf pvf;
  private final ExecutionLimits limits;
  private final Guest guest = new Guest();

  /** The memory of the instance; stays null if the module has none, and then it has no entry points either. */
  private FlatMemory memory;

  EndiveExecution(EndivePvf pvf, ExecutionLimits limits) {
    this.pvf = pvf;
    this.limits = limits;
  }

  Execution run(ValidationParams params) {
    Optional<String> fault = pvf.constructionFault(limits);
    if (fault.isPresent()) {
      return construction(fault.get());
    }
    Instance instance;
    try {
      instance = instantiate();
    } catch (WasmInterruptedException e) {
      return new Execution.Interrupted();
    } catch (RuntimeException | StackOverflowError e) {
      return construction(INSTANTIATION + Traps.require(e));
    }
    if (pvf.entryFault().isPresent()) {
      return invalid(EXECUTE + pvf.entryFault().get());
    }
    try {
      return validate(instance, params.encode().array());
    } catch (WasmInterruptedException e) {
      return new Execution.Interrupted();
    } catch (AllocatorException e) {
      return invalid(EXECUTE + e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      return invalid(TRAP + Traps.require(e));
    }
  }

  private Instance instantiate() {
    return Instance.builder(pvf.module())
        .withImportValues(ImportValues.builder().addFunction(imports()).build())
        .withMemoryFactory(declared -> {
          memory = new FlatMemory(declared.initialPages(), limits.maxMemoryPages());
          return memory;
        })
        .withMachineFactory(pvf.machines())
        .withStart(false) // means an export of that name; the start section runs all the same
        .build();
  }

  private ImportFunction[] imports() {
    List<HostFunction> functions = pvf.links().functions();
    ImportFunction[] imports = new ImportFunction[functions.size()];
    for (int i = 0; i < imports.length; i++) {
      FunctionImport declared = (FunctionImport) pvf.module().importSection().getImport(i);
      FunctionType type = pvf.module().typeSection().getType(declared.typeIndex());
      imports[i] = new ImportFunction(HOST_MODULE, declared.name(), type, handle(functions.get(i)));
    }
    return imports;
  }

  private WasmFunctionHandle handle(HostFunction function) {
    HostFunction.Body body = function.body();
    return function.type().results().isEmpty()
        ? (instance, args) -> {
          body.call(guest, args);
          return null;
        }
        : (instance, args) -> new long[] {body.call(guest, args)};
  }

  private Execution validate(Instance instance, byte[] params) throws AllocatorException {
    HeapAllocator heap = new HeapAllocator(memory, (int) instance.global(pvf.entries().heapBase()).getValue());
    guest.open(memory, heap);
    int address = heap.allocate(params.length);
    memory.write(address, params);
    long[] args = {address, params.length};
    long span = instance.getMachine().call(pvf.entries().validateBlock(), args)[0];
    return result(span & 0xffffffffL, span >>> 32);
  }

  private Execution result(long address, long length) {
    if (!memory.contains(address, length)) {
      return invalid(EXECUTE + "Output exceeds bounds of wasm memory");
    }
    try {
      ScaleReader in = new ScaleReader(memory.array(), (int) address, (int) length);
      return new Execution.Completed(ValidationResult.decode(in));
    } catch (ScaleException e) {
      return invalid(DECODING + e.getMessage());
    }
  }

  private static Execution construction(String why) {
    return new Execution.RuntimeConstruction(CONSTRUCTION + why);
  }

  private static Execution invalid(String why) {
    return new Execution.InvalidCandidate(why);
  }
}
