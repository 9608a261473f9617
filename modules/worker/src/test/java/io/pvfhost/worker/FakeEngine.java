package io.pvfhost.worker;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.Execution;
import io.pvfhost.engine.LoadedPvf;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.PreparedCode;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.scale.ValidationResult;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An engine that does what the test says, and counts what it loaded. */
final class FakeEngine implements PvfEngine {
  /** What preparing does with the code. */
  interface Preparation {
    byte[] prepare(byte[] code) throws PrepareFailure;
  }

  private final Function<ValidationParams, Execution> execution;
  private final Preparation preparation;
  private int loads;

  private FakeEngine(Function<ValidationParams, Execution> execution, Preparation preparation) {
    this.execution = execution;
    this.preparation = preparation;
  }

  static FakeEngine executing(Function<ValidationParams, Execution> execution) {
    return new FakeEngine(execution, code -> code);
  }

  static FakeEngine preparing(Preparation preparation) {
    return new FakeEngine(FakeEngine::echo, preparation);
  }

  /** Completes with the block data as the new head. */
  static Execution echo(ValidationParams params) {
    return new Execution.Completed(
        new ValidationResult(params.blockData(), Optional.<Bytes>empty(), List.of(), List.of(), 0, 0));
  }

  int loads() {
    return loads;
  }

  @Override
  public String version() {
    return "fake";
  }

  @Override
  public PreparedCode prepare(byte[] code, ExecutorParams params) throws PrepareFailure {
    return new PreparedCode(preparation.prepare(code), 1, List.of(), List.of(), List.of());
  }

  @Override
  public RuleSet rules() {
    return RuleSet.DEFAULT;
  }

  @Override
  public void verify(byte[] artifact) throws ArtifactException {
    if (artifact.length == 0) {
      throw new ArtifactException("empty artifact");
    }
  }

  @Override
  public void checkLinks(byte[] artifact, ExecutorParams params) throws PrepareFailure {
    throw new PrepareFailure(PrepareFailure.Kind.RUNTIME_CONSTRUCTION, "not linkable");
  }

  @Override
  public LoadedPvf load(byte[] artifact) throws ArtifactException {
    if (artifact.length == 0) {
      throw new ArtifactException("empty artifact");
    }
    loads++;
    return (params, limits) -> execution.apply(params);
  }
}
