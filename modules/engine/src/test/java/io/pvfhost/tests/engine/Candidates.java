package io.pvfhost.tests.engine;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.Execution;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.LoadedPvf;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.scale.ValidationResult;

import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

/** Short ways to prepare and run code. */
final class Candidates {

  static final PvfEngine ENGINE = PvfEngine.create();
  static final ExecutionLimits LIMITS = ExecutionLimits.of(ExecutorParams.EMPTY);

  private Candidates() {}

  static byte[] artifact(byte[] code) throws PrepareFailure {
    return ENGINE.prepare(code, ExecutorParams.EMPTY).artifact();
  }

  static LoadedPvf load(byte[] code) throws PrepareFailure, ArtifactException {
    return ENGINE.load(artifact(code));
  }

  static ValidationParams params(Bytes parentHead, Bytes blockData) {
    return new ValidationParams(parentHead, blockData, 1, Hash.ZERO, Optional.empty());
  }

  static Execution run(LoadedPvf pvf, byte[] blockData) {
    return pvf.execute(params(Bytes.EMPTY, Bytes.copyOf(blockData)), LIMITS);
  }

  static Execution run(byte[] code) throws PrepareFailure, ArtifactException {
    return run(load(code), new byte[0]);
  }

  static ValidationResult result(Execution execution) {
    return assertInstanceOf(Execution.Completed.class, execution).result();
  }

  static String invalid(Execution execution) {
    return assertInstanceOf(Execution.InvalidCandidate.class, execution).text();
  }

  static String construction(Execution execution) {
    return assertInstanceOf(Execution.RuntimeConstruction.class, execution).text();
  }
}
