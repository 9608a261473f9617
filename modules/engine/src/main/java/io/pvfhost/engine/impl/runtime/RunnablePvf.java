package io.pvfhost.engine.impl.runtime;

import io.pvfhost.engine.Execution;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.LoadedPvf;
import io.pvfhost.engine.impl.artifact.Artifact;
import io.pvfhost.scale.ValidationParams;

import java.lang.invoke.MethodHandle;

/** A loaded artifact with its entry points, worked out once. */
public final class RunnablePvf implements LoadedPvf {

  private final Artifact artifact;
  private final Instantiation instantiation;
  private final EntryPoints entries;
  private final MethodHandle validateBlock;

  /** Why there are no entry points, null if there are. */
  private final String entryFault;

  /**
   * Finds the entry points.
   *
   * @param pool where instances take their memory from
   */
  public RunnablePvf(Artifact artifact, MemoryPool pool) {
    this.artifact = artifact;
    this.instantiation = new Instantiation(artifact, pool);
    EntryPoints found = null;
    String fault = null;
    try {
      found = EntryPoints.of(artifact.module());
    } catch (MissingExportException e) {
      fault = e.getMessage();
    }
    this.entries = found;
    this.entryFault = fault;
    this.validateBlock = found == null ? null : artifact.method(found.validateBlock());
  }

  @Override
  public Execution execute(ValidationParams params, ExecutionLimits limits) {
    return new PvfExecution(this, params).run(limits);
  }

  Artifact artifact() {
    return artifact;
  }

  Instantiation instantiation() {
    return instantiation;
  }

  String entryFault() {
    return entryFault;
  }

  EntryPoints entries() {
    return entries;
  }

  MethodHandle validateBlock() {
    return validateBlock;
  }
}
