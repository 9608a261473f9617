package io.pvfhost.engine.impl.runtime;

import io.pvfhost.engine.EngineFault;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.artifact.Artifact;
import io.pvfhost.engine.impl.artifact.CompiledModule;
import io.pvfhost.engine.impl.host.Guest;
import io.pvfhost.engine.impl.host.HostFunction;
import io.pvfhost.engine.impl.host.LinkException;
import io.pvfhost.engine.impl.host.Links;
import io.pvfhost.engine.impl.wasm.DataSegment;

import java.util.ArrayList;
import java.util.List;

/** Makes instances of one module, in the order of spec 6.1: imports, memory limit, segments, start function. */
final class Instantiation {

  private static final String INSTANTIATION = "failed to instantiate a new WASM module instance: ";

  /** Names of the elliptic-curve functions, which params can enable and this engine does not have. */
  private static final String CURVE_FUNCTIONS = "ext_host_calls_";

  private final Artifact artifact;
  private final CompiledModule module;
  private final MemoryPool pool;
  private final List<HostFunction> functions;

  /** Why there are no functions, null if there are. */
  private final String linkFault;

  Instantiation(Artifact artifact, MemoryPool pool) {
    this.artifact = artifact;
    this.module = artifact.module();
    this.pool = pool;
    List<HostFunction> linked = List.of();
    String fault = null;
    try {
      linked = Links.of(module.imports(), artifact.rules()).functions();
    } catch (LinkException e) {
      fault = e.getMessage();
    }
    this.functions = linked;
    this.linkFault = fault;
  }

  /**
   * Makes an instance.
   *
   * @param guest what host functions see of it
   * @param limits bounds of the call
   * @throws InstantiationFailure if an import, a segment or the memory limit prevents it, or the start function traps
   */
  Instance run(Guest guest, ExecutionLimits limits) throws InstantiationFailure {
    if (linkFault != null) {
      throw new InstantiationFailure(linkFault);
    }
    int maximum = Math.min(limits.maxMemoryPages(), module.maximumPages());
    check(module.memoryMinimum(), maximum);
    Instance instance = new Instance(artifact, functions(limits), guest, maximum, pool);
    try {
      instance.initialize(module.memoryMinimum());
      start(instance);
      return instance;
    } catch (InstantiationFailure | RuntimeException e) {
      instance.release();
      throw e;
    }
  }

  /** Where params enable the elliptic-curve functions, a call of one is no trap of the code but a lack of ours. */
  private List<HostFunction> functions(ExecutionLimits limits) {
    if (!limits.curveFunctions() || artifact.rules() != RuleSet.RULES_2603) {
      return functions;
    }
    List<HostFunction> all = new ArrayList<>();
    for (HostFunction function : functions) {
      boolean lacking = function.name().startsWith(CURVE_FUNCTIONS);
      all.add(lacking ? new HostFunction(function.name(), function.type(), Instantiation::lack) : function);
    }
    return all;
  }

  private static long lack(Guest guest, long[] args) {
    throw new EngineFault("elliptic-curve host functions are enabled and not implemented");
  }

  private void check(long minimum, int maximum) throws InstantiationFailure {
    if (minimum > maximum) {
      throw failure("memory minimum size of " + minimum + " pages exceeds memory limits");
    }
    if (artifact.table() == null) {
      throw failure("table out of bounds: elements segment does not fit");
    }
    for (DataSegment segment : module.data()) {
      if (segment.offset() + segment.length() > minimum * Instance.PAGE_BYTES) {
        throw failure("memory out of bounds: data segment does not fit");
      }
    }
  }

  private void start(Instance instance) throws InstantiationFailure {
    if (module.start() == null) {
      return;
    }
    Trap trap;
    try {
      artifact.call(module.start(), new long[0], instance);
      return;
    } catch (RuntimeException thrown) {
      trap = Traps.require(thrown);
    }
    throw failure(trap.getMessage());
  }

  private static InstantiationFailure failure(String why) {
    return new InstantiationFailure(INSTANTIATION + why);
  }
}
