package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.wasm.WasmModule;

import java.util.Optional;

/** What becomes of the declared memory at preparation (spec 6.4). */
final class MemoryRules {

  private static final int MAX_PAGES = 65_536;

  private final WasmModule module;
  private final RuleSet rules;
  private final long limit;

  MemoryRules(WasmModule module, long maxMemoryPages, RuleSet rules) {
    this.module = module;
    this.rules = rules;
    this.limit = maxMemoryPages + ExecutionLimits.EXTRA_PAGES;
  }

  /** Returns why the memory, or a table, cannot be prepared. */
  Optional<String> fault() {
    if (module.tableMinimum() > rules.maxTableEntries()) {
      return Optional.of("minimum table size is out of bounds");
    }
    if (!rules.limitsMemoryAtPreparation()) {
      return module.memoryMinimum() > MAX_PAGES
          ? Optional.of("memory size must be at most " + MAX_PAGES + " pages")
          : Optional.empty();
    }
    if (!module.hasMemory()) {
      return Optional.of("no memory section found");
    }
    return limit > MAX_PAGES
        ? Optional.of("memory size must be at most " + MAX_PAGES + " pages")
        : Optional.empty();
  }

  /** Returns the initial size in pages. */
  long minimum() {
    return rules.limitsMemoryAtPreparation() ? Math.min(module.memoryMinimum(), limit) : module.memoryMinimum();
  }

  /** Returns the most pages that preparation allows. */
  int maximum() {
    return rules.limitsMemoryAtPreparation() ? (int) limit : MAX_PAGES;
  }
}
