package io.pvfhost.engine.impl.endive;

import io.pvfhost.engine.Execution;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.LoadedPvf;
import io.pvfhost.engine.impl.host.EntryPoints;
import io.pvfhost.engine.impl.host.LinkException;
import io.pvfhost.engine.impl.host.Links;
import io.pvfhost.engine.impl.wasm.Limits;
import io.pvfhost.engine.impl.wasm.ModuleRewriter;
import io.pvfhost.engine.impl.wasm.WasmOutline;
import io.pvfhost.scale.ValidationParams;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.wasm.WasmModule;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A loaded artifact: everything about it that does not depend on the candidate, worked out once.
 *
 * @param module the module for the instances, without compiled instructions
 * @param machines makes the compiled code of an instance
 * @param outline the module as declared
 * @param links its imports
 * @param linkFault why there are none
 * @param entries its entry points
 * @param entryFault why there are none
 */
record EndivePvf(
    WasmModule module,
    Function<Instance, Machine> machines,
    WasmOutline outline,
    Links links,
    Optional<String> linkFault,
    EntryPoints entries,
    Optional<String> entryFault) implements LoadedPvf {

  private static final Links NO_LINKS = new Links(List.of());
  private static final EntryPoints NO_ENTRIES = new EntryPoints(0, 0);

  static EndivePvf of(WasmOutline outline, Function<Instance, Machine> machines) {
    WasmModule module = EndiveCompiler.parse(ModuleRewriter.trimTable(outline), false);
    Links links = NO_LINKS;
    Optional<String> linkFault = Optional.empty();
    try {
      links = Links.of(outline);
    } catch (LinkException e) {
      linkFault = Optional.of(e.getMessage());
    }
    EntryPoints entries = NO_ENTRIES;
    Optional<String> entryFault = Optional.empty();
    try {
      entries = EntryPoints.of(outline);
    } catch (LinkException e) {
      entryFault = Optional.of(e.getMessage());
    }
    return new EndivePvf(module, machines, outline, links, linkFault, entries, entryFault);
  }

  @Override
  public Execution execute(ValidationParams params, ExecutionLimits limits) {
    return new EndiveExecution(this, limits).run(params);
  }

  /** Returns why no instance can be made under the limits, as far as that can be told without making one. */
  Optional<String> constructionFault(ExecutionLimits limits) {
    if (linkFault.isPresent()) {
      return linkFault;
    }
    long minimum = outline.memory().map(Limits::minimum).orElse(0L);
    if (minimum > limits.maxMemoryPages()) {
      return instantiation("memory minimum size of " + minimum + " pages exceeds memory limits");
    }
    long entriesInTable = outline.table().map(Limits::minimum).orElse(0L);
    if (outline.elements().stream().anyMatch(segment -> segment.exceeds(entriesInTable))) {
      return instantiation("table out of bounds: elements segment does not fit");
    }
    if (outline.data().stream().anyMatch(segment -> segment.exceeds(minimum * FlatMemory.PAGE_BYTES))) {
      return instantiation("memory out of bounds: data segment does not fit");
    }
    return Optional.empty();
  }

  private static Optional<String> instantiation(String why) {
    return Optional.of(EndiveExecution.INSTANTIATION + why);
  }
}
