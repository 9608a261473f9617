package io.pvfhost.engine;

import io.pvfhost.engine.impl.wasm.Export;
import io.pvfhost.engine.impl.wasm.ExternalKind;
import io.pvfhost.engine.impl.wasm.Import;
import io.pvfhost.engine.impl.wasm.ModuleException;
import io.pvfhost.engine.impl.wasm.WasmModule;

import java.util.List;
import java.util.OptionalLong;

/**
 * What validation code says about itself, read without compiling it.
 *
 * @param size bytes
 * @param functions functions it defines
 * @param importedFunctions functions it imports
 * @param imports everything it imports, as {@code module:name}
 * @param exportsValidateBlock whether it exports a function {@code validate_block}
 * @param initialMemoryPages pages of memory it starts with; empty if it has no memory
 */
public record CodeSummary(
    int size,
    int functions,
    int importedFunctions,
    List<String> imports,
    boolean exportsValidateBlock,
    OptionalLong initialMemoryPages) {

  public CodeSummary {
    imports = List.copyOf(imports);
  }

  /**
   * Reads a module, in time and memory proportional to its size.
   *
   * @param code plain Wasm, already decompressed
   * @throws IllegalArgumentException if it is no valid module; instructions are not checked
   */
  public static CodeSummary of(byte[] code) {
    try {
      WasmModule module = WasmModule.parse(code);
      if (module.fault().isPresent()) {
        throw new IllegalArgumentException("not a valid Wasm module: " + module.fault().get());
      }
      return new CodeSummary(
          code.length,
          module.definedFunctions(),
          module.importedFunctions(),
          module.imports().stream().map(Import::qualifiedName).toList(),
          module.exports().stream().anyMatch(CodeSummary::isValidateBlock),
          module.hasMemory() ? OptionalLong.of(module.memoryMinimum()) : OptionalLong.empty());
    } catch (ModuleException e) {
      throw new IllegalArgumentException("not a valid Wasm module: " + e.getMessage(), e);
    }
  }

  private static boolean isValidateBlock(Export export) {
    return export.kind() == ExternalKind.FUNCTION && export.name().equals("validate_block");
  }
}
