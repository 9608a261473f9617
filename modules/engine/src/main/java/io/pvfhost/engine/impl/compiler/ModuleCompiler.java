package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.scale.ExecutorParams;

/** Compiles a module into an artifact. */
public final class ModuleCompiler {

  private ModuleCompiler() {}

  /**
   * Checks and compiles a module (spec 6.2, 6.3).
   *
   * @param code plain Wasm
   * @param params executor params; the logical stack limit and, by the older rules, the memory limit are compiled in
   * @param rules the rules to apply
   * @param options sizes of the output
   * @return the artifact
   * @throws PrepareFailure of kind {@code PREVALIDATION} or {@code PREPARATION}
   */
  public static byte[] compile(byte[] code, ExecutorParams params, RuleSet rules, CompilerOptions options)
      throws PrepareFailure {
    throw new UnsupportedOperationException("follows");
  }
}
