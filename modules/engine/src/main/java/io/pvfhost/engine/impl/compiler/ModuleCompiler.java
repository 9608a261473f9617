package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.FunctionFigures;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.PreparedCode;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.artifact.ArtifactWriter;
import io.pvfhost.engine.impl.artifact.CompiledExport;
import io.pvfhost.engine.impl.artifact.CompiledGlobal;
import io.pvfhost.engine.impl.artifact.CompiledModule;
import io.pvfhost.engine.impl.wasm.BodyDecoder;
import io.pvfhost.engine.impl.wasm.Export;
import io.pvfhost.engine.impl.wasm.ExternalKind;
import io.pvfhost.engine.impl.wasm.GlobalVariable;
import io.pvfhost.engine.impl.wasm.Import;
import io.pvfhost.engine.impl.wasm.ModuleException;
import io.pvfhost.engine.impl.wasm.WasmModule;
import io.pvfhost.engine.impl.wasm.WasmReader;
import io.pvfhost.scale.ExecutorParams;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles a module into an artifact (spec 6.2, 6.3). Memory use is a small multiple of the module's size, time is
 * proportional to it.
 *
 * <p>Two gates are one walk here, so their order has to be kept up: a malformed body anywhere comes before any rule
 * that is broken. After the first broken rule the rest is only decoded.
 */
public final class ModuleCompiler {

  private final WasmModule module;
  private final RuleSet rules;
  private final MemoryRules memory;
  private final ModuleContext context;
  private final ArtifactWriter out = new ArtifactWriter();
  private final ModuleLayout layout;
  private final Extremes largest = new Extremes(Comparator.comparingInt(FunctionFigures::bytes));
  private final Extremes deepest = new Extremes(Comparator.comparingInt(FunctionFigures::stackItems));

  private ModuleCompiler(WasmModule module, ExecutorParams params, RuleSet rules, CompilerOptions options) {
    this.module = module;
    this.rules = rules;
    this.memory = new MemoryRules(module, params.maxMemoryPages(), rules);
    this.context = new ModuleContext(module, rules, options, params.stackLogicalMax());
    this.layout = new ModuleLayout(module, out, options);
  }

  /**
   * Checks and compiles a module.
   *
   * @param code plain Wasm
   * @param params executor params; the logical stack limit and, by the older rules, the memory limit are compiled in
   * @param rules the rules to apply
   * @param options sizes of the output
   * @return the artifact and what is worth telling about the code
   * @throws PrepareFailure of kind {@code PREVALIDATION} or {@code PREPARATION}
   * @throws io.pvfhost.engine.impl.artifact.OutputLimitException if the artifact would be too large, which is no
   *     verdict
   */
  public static PreparedCode compile(byte[] code, ExecutorParams params, RuleSet rules, CompilerOptions options)
      throws PrepareFailure {
    try {
      return new ModuleCompiler(WasmModule.parse(code), params, rules, options).run();
    } catch (ModuleException e) {
      throw failure(e);
    }
  }

  private static PrepareFailure failure(ModuleException e) {
    return e.isMalformed()
        ? new PrepareFailure(PrepareFailure.Kind.PREVALIDATION, "cannot deserialize module: " + e.getMessage(), e)
        : new PrepareFailure(PrepareFailure.Kind.PREPARATION, "cannot precompile module: " + e.getMessage(), e);
  }

  private PreparedCode run() throws ModuleException {
    ModuleException fault = module.fault().or(memory::fault).map(ModuleException::invalid).orElse(null);
    FunctionCompiler functions = fault == null ? new FunctionCompiler(context, layout) : null;
    int end = module.importedFunctions() + module.definedFunctions();
    for (int function = module.importedFunctions(); function < end; function++) {
      if (fault == null) {
        fault = compile(functions, function);
      }
      if (fault != null) {
        decode(function);
      }
    }
    if (fault != null) {
      throw fault;
    }
    return new PreparedCode(artifact(), module.definedFunctions(), importedFunctions(), largest.list(), deepest.list());
  }

  private List<String> importedFunctions() {
    List<String> names = new ArrayList<>();
    for (Import entry : module.imports()) {
      if (entry.kind() == ExternalKind.FUNCTION) {
        names.add(entry.qualifiedName());
      }
    }
    return names;
  }

  /** Returns the rule that a function breaks, or null. */
  private ModuleException compile(FunctionCompiler functions, int function) throws ModuleException {
    try {
      int cost = functions.compile(function);
      int bytes = module.bodyEnd(function) - module.bodyStart(function);
      FunctionFigures figures = new FunctionFigures(function, bytes, cost);
      largest.add(figures);
      deepest.add(figures);
      return null;
    } catch (ModuleException e) {
      if (e.isMalformed()) {
        throw e;
      }
      return e;
    }
  }

  private void decode(int function) throws ModuleException {
    WasmReader in = new WasmReader(module.bytes());
    in.window(module.bodyStart(function), module.bodyEnd(function));
    BodyDecoder.skip(in);
  }

  private byte[] artifact() {
    TableCalls table = new TableCalls(context, layout);
    table.emit();
    new HostCalls(context, layout).emit();
    layout.finish();
    CompiledModule compiled = new CompiledModule(
        imports(),
        exports(),
        module.start() < 0 ? null : layout.compiled(module.start()),
        globals(),
        context.wideGlobals(),
        memory.minimum(),
        memory.maximum(),
        module.tableMinimum(),
        table.segments(),
        module.data(),
        context.segmentTables(),
        context.branchTables(),
        context.stackLimit());
    return out.encode(compiled, module.bytes(), rules);
  }

  /** An imported memory is the module's own (spec 6.1). */
  private List<Import> imports() {
    List<Import> imports = new ArrayList<>();
    for (Import entry : module.imports()) {
      if (entry.kind() != ExternalKind.MEMORY) {
        imports.add(entry);
      }
    }
    return imports;
  }

  private Map<String, CompiledExport> exports() {
    Map<String, CompiledExport> exports = new LinkedHashMap<>();
    module.importedMemory().ifPresent(name -> exports.put(name, new CompiledExport(ExternalKind.MEMORY, 0, null)));
    for (Export export : module.exports()) {
      boolean function = export.kind() == ExternalKind.FUNCTION;
      exports.put(export.name(), new CompiledExport(
          export.kind(), export.index(), function ? layout.compiled(export.index()) : null));
    }
    return exports;
  }

  private List<CompiledGlobal> globals() {
    List<CompiledGlobal> globals = new ArrayList<>();
    for (int i = 0; i < module.globals().size(); i++) {
      GlobalVariable global = module.globals().get(i);
      globals.add(new CompiledGlobal(global.type(), context.globalSlot(i), global.bits()));
    }
    return globals;
  }
}
