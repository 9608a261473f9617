package io.pvfhost.tests.engine.machine;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.artifact.Artifact;
import io.pvfhost.engine.impl.compiler.CompilerOptions;
import io.pvfhost.engine.impl.compiler.ModuleCompiler;
import io.pvfhost.engine.impl.runtime.Instance;
import io.pvfhost.engine.impl.runtime.InstantiationFailure;
import io.pvfhost.engine.impl.runtime.Trap;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;

import java.util.Arrays;
import java.util.List;

/** A module that our compiler has compiled, every class of it verified. */
public final class Compiled {

  /**
   * How to compile.
   *
   * @param rules the rules to apply
   * @param options sizes of the output
   * @param stackLimit greatest height of the stack
   */
  public record Settings(RuleSet rules, CompilerOptions options, int stackLimit) {

    /** Newest rules, the sizes of the product, and a stack limit that tests do not reach. */
    public static final Settings DEFAULT = new Settings(RuleSet.DEFAULT, CompilerOptions.DEFAULT, 1 << 20);

    /** Returns these settings with bodies above a size cut into segments of that size, and small classes. */
    public Settings split(int bytes) {
      return new Settings(rules, new CompilerOptions(bytes, bytes, 2_000), stackLimit);
    }

    /** Returns these settings with other rules. */
    public Settings rules(RuleSet other) {
      return new Settings(other, options, stackLimit);
    }

    public Settings stackLimit(int limit) {
      return new Settings(rules, options, limit);
    }
  }

  private final Artifact artifact;

  private Compiled(Artifact artifact) {
    this.artifact = artifact;
  }

  /** Compiles a module. Classes that the JVM refuses are an error of the test. */
  public static Compiled of(byte[] wasm, Settings settings) throws PrepareFailure {
    ExecutorParams params = new ExecutorParams(List.of(new ExecutorParam.StackLogicalMax(settings.stackLimit())));
    byte[] artifact = ModuleCompiler.compile(wasm, params, settings.rules(), settings.options()).artifact();
    try {
      Artifact loaded = Artifact.read(artifact, settings.rules());
      loaded.verify();
      return new Compiled(loaded);
    } catch (ArtifactException e) {
      throw new AssertionError(e);
    }
  }

  /** Makes an instance that must be possible. */
  public Machine instance(int maxPages) {
    try {
      return instantiate(maxPages);
    } catch (InstantiationFailure e) {
      throw new AssertionError(e);
    }
  }

  /** Makes an instance. */
  public Machine instantiate(int maxPages) throws InstantiationFailure {
    return new CompiledInstance(Instance.of(artifact, maxPages));
  }

  private record CompiledInstance(Instance instance) implements Machine {

    @Override
    public Outcome call(String export, long... arguments) {
      try {
        return Outcome.returned(instance.call(export, arguments));
      } catch (Trap e) {
        return Outcome.trapped(e.getMessage());
      }
    }

    @Override
    public long global(String export) {
      return instance.global(export);
    }

    @Override
    public byte[] memory() {
      return Arrays.copyOf(instance.array(), instance.size());
    }
  }
}
