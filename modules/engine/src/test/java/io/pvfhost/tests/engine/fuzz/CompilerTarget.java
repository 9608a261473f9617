package io.pvfhost.tests.engine.fuzz;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.CodeSummary;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.artifact.Artifact;
import io.pvfhost.engine.impl.compiler.CompilerOptions;
import io.pvfhost.engine.impl.compiler.ModuleCompiler;
import io.pvfhost.scale.ExecutorParams;

import java.util.List;

/** Any bytes are refused as what they are, or become classes that the JVM accepts. */
public final class CompilerTarget {

  private static final List<RuleSet> RULES = List.of(RuleSet.values());
  private static final List<CompilerOptions> OPTIONS = List.of(
      CompilerOptions.DEFAULT, new CompilerOptions(8, 8, 2_000), new CompilerOptions(40, 40, 2_000));

  private CompilerTarget() {}

  /** Takes one input; the name is what Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] input) {
    summary(input);
    int any = input.length == 0 ? 0 : input[input.length / 2] & 0xff;
    RuleSet rules = RULES.get(any % RULES.size());
    try {
      byte[] artifact =
          ModuleCompiler.compile(input, ExecutorParams.EMPTY, rules, OPTIONS.get(any % OPTIONS.size())).artifact();
      Artifact.read(artifact, rules).verify();
    } catch (PrepareFailure e) {
      if (e.kind() == PrepareFailure.Kind.INTERNAL) {
        throw new AssertionError("the compiler failed", e);
      }
    } catch (ArtifactException e) {
      throw new AssertionError(e);
    }
  }

  private static void summary(byte[] input) {
    try {
      CodeSummary.of(input);
    } catch (IllegalArgumentException refused) {
      if (refused.getClass() != IllegalArgumentException.class) {
        throw refused;
      }
    }
  }
}
