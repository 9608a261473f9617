package io.pvfhost.engine;

import io.pvfhost.scale.ValidationResult;

/** How an execution ended. The texts are those of spec 5.2, prefix included, and are for people. */
public sealed interface Execution {

  /**
   * The code returned a result.
   *
   * @param result what it returned
   */
  record Completed(ValidationResult result) implements Execution {}

  /**
   * No instance could be made: imports, segments, memory limit or start function.
   *
   * @param text why
   */
  record RuntimeConstruction(String text) implements Execution {}

  /**
   * The candidate is invalid: a trap, a missing export, an allocation that failed, an unreadable result.
   *
   * @param text why
   */
  record InvalidCandidate(String text) implements Execution {}
}
