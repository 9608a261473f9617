package io.pvfhost.wire;

import io.pvfhost.scale.Bytes;

import java.util.Objects;

/** The frame with which a prepare worker answers a job (protocol description, section 3.7). */
public sealed interface PrepareResult {

  /**
   * The artifact is in the worker dir.
   *
   * @param checksum 32 bytes over the artifact; which function made them depends on the dialect
   * @param stats what the preparation took
   */
  record Success(Bytes checksum, PrepareStats stats) implements PrepareResult {

    /** Checks the arguments. */
    public Success {
      Checks.checksum(checksum);
      Objects.requireNonNull(stats, "stats");
    }
  }

  /**
   * There is no artifact.
   *
   * @param error why
   */
  record Failure(PrepareError error) implements PrepareResult {

    /** Checks the argument. */
    public Failure {
      Objects.requireNonNull(error, "error");
    }
  }
}
