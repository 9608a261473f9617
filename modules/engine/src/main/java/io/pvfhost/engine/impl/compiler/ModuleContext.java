package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.artifact.CompiledGlobal;
import io.pvfhost.engine.impl.artifact.Signature;
import io.pvfhost.engine.impl.wasm.GlobalVariable;
import io.pvfhost.engine.impl.wasm.ValueType;
import io.pvfhost.engine.impl.wasm.WasmModule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What the compilation of every function of a module needs to know, and the tables they add to. */
final class ModuleContext {

  /**
   * No stack is as large as this many items, so larger limits mean the same. The sum of a height and the cost of a
   * function, which is far below, fits an int.
   */
  private static final int MAX_STACK_LIMIT = 1 << 30;

  private final WasmModule module;
  private final RuleSet rules;
  private final CompilerOptions options;
  private final int stackLimit;
  private final Signature[] signatures;
  private final int[] globalSlots;
  private int wideGlobals;
  private final List<int[]> segmentTables = new ArrayList<>();
  private final List<int[]> branchTables = new ArrayList<>();
  private final BitSet indirectTypes = new BitSet();

  ModuleContext(WasmModule module, RuleSet rules, CompilerOptions options, long stackLimit) {
    this.module = module;
    this.rules = rules;
    this.options = options;
    this.stackLimit = (int) Math.min(stackLimit, MAX_STACK_LIMIT);
    this.signatures = new Signature[module.types().size()];
    this.globalSlots = new int[module.globals().size()];
    assignGlobals();
  }

  private void assignGlobals() {
    int ints = 0;
    for (int i = 0; i < globalSlots.length; i++) {
      GlobalVariable global = module.globals().get(i);
      if (!global.mutable()) {
        globalSlots[i] = CompiledGlobal.CONSTANT;
      } else if (global.type() == ValueType.I32.stackCode() && ints < CompiledGlobal.FIELDS) {
        globalSlots[i] = ints++;
      } else {
        globalSlots[i] = CompiledGlobal.FIELDS + wideGlobals++;
      }
    }
  }

  WasmModule module() {
    return module;
  }

  RuleSet rules() {
    return rules;
  }

  CompilerOptions options() {
    return options;
  }

  /** Returns the most items of the logical stack. */
  int stackLimit() {
    return stackLimit;
  }

  /** Returns the signature of a function. */
  Signature signature(int function) {
    return signatureOfType(module.canonicalTypeOf(function));
  }

  /** Returns the signature of a type, by its canonical index. */
  Signature signatureOfType(int type) {
    if (signatures[type] == null) {
      signatures[type] = Signature.of(module.types().get(type));
    }
    return signatures[type];
  }

  /** Returns where instances keep a global, see {@link CompiledGlobal}. */
  int globalSlot(int global) {
    return globalSlots[global];
  }

  /** Returns the number of globals that instances keep in an array. */
  int wideGlobals() {
    return wideGlobals;
  }

  /** Notes that functions of a type are called through the table. */
  void callsIndirectly(int type) {
    indirectTypes.set(type);
  }

  /** Returns the canonical types that are called through the table. */
  BitSet indirectTypes() {
    return indirectTypes;
  }

  /** Adds the table of labels and segments of a split function and returns its number. */
  int segmentTable(int[] segments) {
    segmentTables.add(segments);
    return segmentTables.size() - 1;
  }

  /** Adds a branch table and returns its number. */
  int branchTable(int[] labels) {
    branchTables.add(labels);
    return branchTables.size() - 1;
  }

  int[][] segmentTables() {
    return segmentTables.toArray(new int[0][]);
  }

  int[][] branchTables() {
    return branchTables.toArray(new int[0][]);
  }
}
