package io.pvfhost.engine.impl.runtime;

import io.pvfhost.engine.impl.artifact.CompiledExport;
import io.pvfhost.engine.impl.artifact.CompiledFunction;
import io.pvfhost.engine.impl.artifact.CompiledGlobal;
import io.pvfhost.engine.impl.artifact.CompiledModule;
import io.pvfhost.engine.impl.wasm.ExternalKind;
import io.pvfhost.engine.impl.wasm.FunctionType;
import io.pvfhost.engine.impl.wasm.ValueType;

import java.util.List;

/**
 * The exports a module must have to be called (spec 6.1).
 *
 * @param heapBase the global {@code __heap_base}
 * @param validateBlock the function {@code validate_block}
 */
record EntryPoints(CompiledGlobal heapBase, CompiledFunction validateBlock) {

  private static final String MEMORY = "memory";
  private static final String HEAP_BASE = "__heap_base";
  private static final String ENTRY = "validate_block";
  private static final FunctionType ENTRY_TYPE =
      new FunctionType(List.of(ValueType.I32, ValueType.I32), List.of(ValueType.I64));

  /**
   * Finds the entry points of a module; the order of the checks is prescribed.
   *
   * @throws MissingExportException if one is missing or of another kind; the message is the text of spec 5.2
   */
  static EntryPoints of(CompiledModule module) throws MissingExportException {
    CompiledExport memory = find(module, MEMORY, "Other: memory is not exported under `memory` name");
    require(memory.kind() == ExternalKind.MEMORY, "Other: the `memory` export should have memory type");
    CompiledExport heapBase = find(module, HEAP_BASE, "Other: __heap_base is not found");
    require(heapBase.kind() == ExternalKind.GLOBAL, "Other: __heap_base is not a global");
    CompiledGlobal global = module.globals().get(heapBase.index());
    require(global.type() == ValueType.I32.stackCode(), "Other: __heap_base is not a i32");
    CompiledExport entry = find(module, ENTRY, "Other: Exported method validate_block is not found");
    require(entry.kind() == ExternalKind.FUNCTION, "Other: Export validate_block is not a function");
    require(entry.function().type().equals(ENTRY_TYPE),
        "Other: Exported function 'validate_block' has invalid signature.");
    return new EntryPoints(global, entry.function());
  }

  private static CompiledExport find(CompiledModule module, String name, String otherwise)
      throws MissingExportException {
    CompiledExport export = module.exports().get(name);
    require(export != null, otherwise);
    return export;
  }

  private static void require(boolean condition, String otherwise) throws MissingExportException {
    if (!condition) {
      throw new MissingExportException(otherwise);
    }
  }
}
