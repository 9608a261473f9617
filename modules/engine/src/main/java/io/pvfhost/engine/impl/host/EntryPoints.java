package io.pvfhost.engine.impl.host;

import io.pvfhost.engine.impl.wasm.Entity;
import io.pvfhost.engine.impl.wasm.Export;
import io.pvfhost.engine.impl.wasm.FunctionType;
import io.pvfhost.engine.impl.wasm.ValueType;
import io.pvfhost.engine.impl.wasm.WasmOutline;

import java.util.List;
import java.util.Optional;

/**
 * The exports a module must have to be called (spec 6.1).
 *
 * @param heapBase index of the global {@code __heap_base}
 * @param validateBlock index of the function {@code validate_block}
 */
public record EntryPoints(int heapBase, int validateBlock) {

  private static final String MEMORY = "memory";
  private static final String HEAP_BASE = "__heap_base";
  private static final String ENTRY = "validate_block";
  private static final FunctionType ENTRY_TYPE =
      new FunctionType(List.of(ValueType.I32, ValueType.I32), List.of(ValueType.I64));

  /**
   * Finds the entry points of a module; the order of the checks is prescribed.
   *
   * @throws LinkException if one is missing or of another kind; the message is the text of spec 5.2
   */
  public static EntryPoints of(WasmOutline module) throws LinkException {
    Export memory = find(module, MEMORY, "Other: memory is not exported under `memory` name");
    if (!(memory.entity() instanceof Entity.Memory)) {
      throw new LinkException("Other: the `memory` export should have memory type");
    }
    Export heapBase = find(module, HEAP_BASE, "Other: __heap_base is not found");
    if (!(heapBase.entity() instanceof Entity.Global global)) {
      throw new LinkException("Other: __heap_base is not a global");
    }
    if (global.type() != ValueType.I32) {
      throw new LinkException("Other: __heap_base is not a i32");
    }
    Export entry = find(module, ENTRY, "Other: Exported method validate_block is not found");
    if (!(entry.entity() instanceof Entity.Function function)) {
      throw new LinkException("Other: Export validate_block is not a function");
    }
    if (!module.typeOf(function).equals(ENTRY_TYPE)) {
      throw new LinkException("Other: Exported function 'validate_block' has invalid signature.");
    }
    return new EntryPoints(heapBase.index(), entry.index());
  }

  private static Export find(WasmOutline module, String name, String otherwise) throws LinkException {
    Optional<Export> export = module.export(name);
    if (export.isEmpty()) {
      throw new LinkException(otherwise);
    }
    return export.get();
  }
}
