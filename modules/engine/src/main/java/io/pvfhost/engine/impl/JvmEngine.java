package io.pvfhost.engine.impl;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.LoadedPvf;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.PreparedCode;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.artifact.Artifact;
import io.pvfhost.engine.impl.artifact.EngineVersion;
import io.pvfhost.engine.impl.compiler.CompilerOptions;
import io.pvfhost.engine.impl.compiler.ModuleCompiler;
import io.pvfhost.engine.impl.host.LinkException;
import io.pvfhost.engine.impl.host.Links;
import io.pvfhost.engine.impl.runtime.MemoryPool;
import io.pvfhost.engine.impl.runtime.RunnablePvf;
import io.pvfhost.scale.ExecutorParams;

/** {@link PvfEngine} that compiles to JVM bytecode. */
public final class JvmEngine implements PvfEngine {

  private final RuleSet rules;
  private final CompilerOptions options;
  private final MemoryPool pool = new MemoryPool();

  /** Makes an engine of some rules. */
  public JvmEngine(RuleSet rules) {
    this(rules, CompilerOptions.DEFAULT);
  }

  /** Makes an engine whose artifacts have another shape, for tests. */
  public JvmEngine(RuleSet rules, CompilerOptions options) {
    this.rules = rules;
    this.options = options;
  }

  @Override
  public RuleSet rules() {
    return rules;
  }

  @Override
  public String version() {
    return EngineVersion.VERSION + " rules/" + rules.label();
  }

  @Override
  public PreparedCode prepare(byte[] code, ExecutorParams params) throws PrepareFailure {
    try {
      return ModuleCompiler.compile(code, params, rules, options);
    } catch (RuntimeException e) {
      throw new PrepareFailure(PrepareFailure.Kind.INTERNAL, "the engine failed: " + e, e);
    }
  }

  @Override
  public void verify(byte[] artifact) throws ArtifactException {
    try {
      Artifact.read(artifact, rules).verify();
    } catch (LinkageError e) {
      throw new ArtifactException("the JVM refuses compiled code: " + e, e);
    }
  }

  @Override
  public void checkLinks(byte[] artifact, ExecutorParams params) throws PrepareFailure {
    try {
      Links.of(Artifact.read(artifact, rules).module().imports(), rules, ExecutionLimits.of(params).curveFunctions());
    } catch (LinkException | ArtifactException e) {
      throw new PrepareFailure(PrepareFailure.Kind.RUNTIME_CONSTRUCTION, e.getMessage(), e);
    }
  }

  @Override
  public LoadedPvf load(byte[] artifact) throws ArtifactException {
    try {
      return new RunnablePvf(Artifact.read(artifact, rules), pool);
    } catch (LinkageError | IllegalStateException e) {
      throw new ArtifactException("cannot deserialize module: " + e, e);
    }
  }
}
