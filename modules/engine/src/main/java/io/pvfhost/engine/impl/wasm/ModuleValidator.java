package io.pvfhost.engine.impl.wasm;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The second gate outside function bodies (spec 6.2, 6.3): the rules of validation and the fixed limits of the
 * reference's engine. Evaluates initial values on the way. Breaks of rules become faults of the module.
 */
final class ModuleValidator {

  private static final int MAX_PARAMS = 1_000;
  private static final int MAX_FUNCTIONS = 1_000_000;

  private final WasmModule module;
  private final ModuleParser declared;

  ModuleValidator(WasmModule module, ModuleParser declared) {
    this.module = module;
    this.declared = declared;
  }

  void validate() {
    types();
    globals();
    segments();
    if (module.fault != null) {
      return;
    }
    counts();
    exports();
    start();
    stackHeightGlobal();
  }

  private void types() {
    module.canonicalTypes = new int[module.types.size()];
    Map<FunctionType, Integer> first = new HashMap<>();
    for (int i = 0; i < module.canonicalTypes.length; i++) {
      FunctionType type = module.types.get(i);
      Integer known = first.putIfAbsent(type, i);
      module.canonicalTypes[i] = known == null ? i : known;
      if (type.arity() > MAX_PARAMS) {
        module.fault("function params size is out of bounds");
      }
    }
    for (int type : module.functionTypes) {
      if (type < 0 || type >= module.types.size()) {
        module.fault("unknown type");
      }
    }
  }

  private void globals() {
    for (ModuleParser.Declaration global : declared.globals) {
      long bits = evaluate(global.value(), global.index());
      module.globals.add(new GlobalVariable(global.index(), global.mutable(), bits));
    }
  }

  private void segments() {
    for (ModuleParser.Declaration segment : declared.elements) {
      if (segment.index() != 0 || module.tables == 0) {
        module.fault("unknown table");
      }
      for (int function : segment.functions()) {
        if (!exists(function)) {
          module.fault("unknown function");
        }
      }
      module.elements.add(new ElementSegment(offset(segment), segment.functions()));
    }
    for (ModuleParser.Declaration segment : declared.data) {
      if (segment.index() != 0 || module.memories == 0) {
        module.fault("unknown memory");
      }
      Range range = segment.range();
      module.data.add(new DataSegment(offset(segment), range.start(), range.end() - range.start()));
    }
  }

  private long offset(ModuleParser.Declaration segment) {
    return evaluate(segment.value(), ValueType.I32.stackCode()) & 0xffffffffL;
  }

  /** Returns the raw bits of an initial value. Only imported globals may be read, and those are never provided. */
  private long evaluate(ConstantExpression value, int type) {
    if (!value.constant()) {
      module.fault("constant expression required");
      return 0;
    }
    if (!value.isGlobal()) {
      if (value.type() != type) {
        module.fault("type mismatch in a constant expression");
      }
      return value.bits();
    }
    int index = value.global();
    if (index < 0 || index >= module.importedGlobals || module.globals.get(index).mutable()) {
      module.fault("constant expression required: global.get of a global that is not imported and immutable");
    } else if (module.globals.get(index).type() != type) {
      module.fault("type mismatch in a constant expression");
    }
    return 0;
  }

  private void counts() {
    if (module.memories > 1) {
      module.fault("multiple memories");
    }
    if (module.tables > 1) {
      module.fault("multiple tables");
    }
    if ((long) module.functions() + thunks().cardinality() > MAX_FUNCTIONS) {
      module.fault("functions count exceeds limit of " + MAX_FUNCTIONS);
    }
  }

  /** Returns the functions for which metering appends a thunk (spec 6.3). */
  private BitSet thunks() {
    BitSet thunks = new BitSet();
    for (Export export : module.exports) {
      if (export.kind() == ExternalKind.FUNCTION && exists(export.index())) {
        thunks.set(export.index());
      }
    }
    for (ElementSegment segment : module.elements) {
      for (int function : segment.functions()) {
        thunks.set(function);
      }
    }
    if (exists(module.start)) {
      thunks.set(module.start);
    }
    return thunks;
  }

  private void exports() {
    Set<String> names = new HashSet<>();
    module.importedMemory().ifPresent(names::add);
    for (Export export : module.exports) {
      int count = switch (export.kind()) {
        case FUNCTION -> module.functions();
        case TABLE -> module.tables;
        case MEMORY -> module.memories;
        case GLOBAL -> module.globals.size();
      };
      if (export.index() < 0 || export.index() >= count) {
        module.fault("unknown " + export.kind() + " " + export.index());
      }
      if (!names.add(export.name())) {
        module.fault("duplicate export name `" + export.name() + "` already defined");
      }
    }
  }

  private void start() {
    if (module.start < 0) {
      return;
    }
    if (!exists(module.start)) {
      module.fault("unknown function " + module.start + ": start function index out of bounds");
    } else if (module.typeOf(module.start).arity() > 0 || module.typeOf(module.start).result() != ValueType.NONE) {
      module.fault("invalid start function type");
    }
  }

  /**
   * Metering adds a global but takes its index without the imported ones (spec 6.1, 6.3), so in a module that imports
   * globals the counting code means another global. It validates only if that one happens to be a mutable i32; such a
   * module is never instantiated, for no global can be imported. A module that counts nothing is not concerned.
   */
  private void stackHeightGlobal() {
    if (module.importedGlobals == 0 || module.definedFunctions() == 0) {
      return;
    }
    int wrong = module.globals.size() - module.importedGlobals;
    GlobalVariable met = module.globals.get(wrong);
    module.miscounted = !met.mutable() || met.type() != ValueType.I32.stackCode();
    if (module.miscounted && thunks().length() > module.importedFunctions) {
      module.fault("the stack height counter meets an imported global");
    }
  }

  private boolean exists(int function) {
    return function >= 0 && function < module.functions();
  }
}
