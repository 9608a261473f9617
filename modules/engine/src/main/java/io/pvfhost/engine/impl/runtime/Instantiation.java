package io.pvfhost.engine.impl.runtime;

import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.impl.artifact.Artifact;
import io.pvfhost.engine.impl.artifact.CompiledModule;
import io.pvfhost.engine.impl.host.Guest;
import io.pvfhost.engine.impl.host.HostFunction;
import io.pvfhost.engine.impl.host.LinkException;
import io.pvfhost.engine.impl.host.Links;
import io.pvfhost.engine.impl.wasm.DataSegment;

import java.util.List;

/** Makes instances of one module, in the order of spec 6.1: imports, memory limit, segments, start function. */
final class Instantiation {

  private static final String INSTANTIATION = "failed to instantiate a new WASM module instance: ";

  private final Artifact artifact;
  private final CompiledModule module;
  private final MemoryPool pool;
  private final Linked linked;
  private final Linked linkedWithCurves;

  /**
   * What became of the imports.
   *
   * @param functions one for each
   * @param fault why there are none, null if there are
   */
  private record Linked(List<HostFunction> functions, String fault) {

    static Linked of(Artifact artifact, boolean curves) {
      try {
        return new Linked(Links.of(artifact.module().imports(), artifact.rules(), curves).functions(), null);
      } catch (LinkException e) {
        return new Linked(List.of(), e.getMessage());
      }
    }
  }

  Instantiation(Artifact artifact, MemoryPool pool) {
    this.artifact = artifact;
    this.module = artifact.module();
    this.pool = pool;
    this.linked = Linked.of(artifact, false);
    this.linkedWithCurves = Linked.of(artifact, true);
  }

  /**
   * Makes an instance.
   *
   * @param guest what host functions see of it
   * @param limits bounds of the call
   * @throws InstantiationFailure if an import, a segment or the memory limit prevents it, or the start function traps
   */
  Instance run(Guest guest, ExecutionLimits limits) throws InstantiationFailure {
    Linked imports = limits.curveFunctions() ? linkedWithCurves : linked;
    if (imports.fault != null) {
      throw new InstantiationFailure(imports.fault);
    }
    int maximum = Math.min(limits.maxMemoryPages(), module.maximumPages());
    check(module.memoryMinimum(), maximum);
    Instance instance = new Instance(artifact, imports.functions, guest, maximum, pool);
    try {
      instance.initialize(module.memoryMinimum());
      start(instance);
      return instance;
    } catch (InstantiationFailure | RuntimeException e) {
      instance.release();
      throw e;
    }
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
