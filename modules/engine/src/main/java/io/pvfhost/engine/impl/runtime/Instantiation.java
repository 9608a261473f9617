package io.pvfhost.engine.impl.runtime;

import io.pvfhost.engine.impl.artifact.Artifact;
import io.pvfhost.engine.impl.artifact.CompiledModule;
import io.pvfhost.engine.impl.host.Guest;
import io.pvfhost.engine.impl.host.HostFunction;
import io.pvfhost.engine.impl.host.LinkException;
import io.pvfhost.engine.impl.host.Links;
import io.pvfhost.engine.impl.wasm.DataSegment;

import java.util.List;

/** Makes one instance, in the order of spec 6.1: imports, memory limit, segments, start function. */
final class Instantiation {

  private static final String INSTANTIATION = "failed to instantiate a new WASM module instance: ";

  private final Artifact artifact;
  private final CompiledModule module;
  private final Guest guest;
  private final MemoryPool pool;

  Instantiation(Artifact artifact, Guest guest, MemoryPool pool) {
    this.artifact = artifact;
    this.module = artifact.module();
    this.guest = guest;
    this.pool = pool;
  }

  Instance run(int maximumPages) throws InstantiationException {
    List<HostFunction> functions = link();
    int limit = Math.min(maximumPages, module.maximumPages());
    long minimum = module.memoryMinimum();
    check(minimum, limit);
    Instance instance = new Instance(artifact, functions, guest, limit, pool);
    try {
      instance.initialize(minimum);
      start(instance);
      return instance;
    } catch (InstantiationException | RuntimeException e) {
      instance.release();
      throw e;
    }
  }

  private List<HostFunction> link() throws InstantiationException {
    try {
      return Links.of(module.imports(), artifact.rules()).functions();
    } catch (LinkException e) {
      throw new InstantiationException(e.getMessage());
    }
  }

  private void check(long minimum, int limit) throws InstantiationException {
    if (minimum > limit) {
      throw failure("memory minimum size of " + minimum + " pages exceeds memory limits");
    }
    if (artifact.table() == null) {
      throw failure("table out of bounds: elements segment does not fit");
    }
    for (DataSegment segment : module.data()) {
      if (segment.offset() + segment.length() > minimum << 16) {
        throw failure("memory out of bounds: data segment does not fit");
      }
    }
  }

  private void start(Instance instance) throws InstantiationException {
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

  private static InstantiationException failure(String why) {
    return new InstantiationException(INSTANTIATION + why);
  }
}
