package io.pvfhost.engine;

import io.pvfhost.engine.impl.JvmEngine;
import io.pvfhost.scale.ExecutorParams;

/**
 * Turns validation code into artifacts and artifacts into runnable code, by one rule set.
 *
 * <p>An engine may be used from any thread. All it keeps is the memory of the last job, cleared, for the next one. The
 * code it is given is hostile: every method is bounded by the size of its input, but not by time, so callers that need
 * a deadline run it in a process they can end.
 */
public interface PvfEngine {

  /** Returns the engine of this build with the default rules. */
  static PvfEngine create() {
    return create(RuleSet.DEFAULT);
  }

  /** Returns the engine of this build. */
  static PvfEngine create(RuleSet rules) {
    return new JvmEngine(rules);
  }

  /** Returns the rules by which this engine prepares and executes. */
  RuleSet rules();

  /**
   * Returns the identity of everything an artifact depends on: artifact format, engine and rules. An artifact made
   * under another version is refused by {@link #load}, so the version belongs in every key under which one is kept.
   */
  String version();

  /**
   * Checks and compiles validation code (spec 6.1 to 6.4, 7.2). The same code, params and version give the same
   * artifact, byte for byte.
   *
   * @param code plain Wasm, already decompressed
   * @param params the executor params of the session; the logical stack limit and, by the older rules, the memory limit
   *     become part of the artifact
   * @return the artifact and what is worth telling about the code
   * @throws PrepareFailure of kind {@code PREVALIDATION} if the code is no Wasm module, {@code PREPARATION} if it is
   *     one that is invalid, {@code INTERNAL} if it may be valid and cannot be prepared here
   */
  PreparedCode prepare(byte[] code, ExecutorParams params) throws PrepareFailure;

  /**
   * Loads every class of an artifact and has the JVM verify it, so that a fault of the compiler shows before a
   * candidate depends on it.
   *
   * @param artifact what {@link #prepare} returned
   * @throws ArtifactException if a class is refused, or as {@link #load}; this is no verdict about the code
   */
  void verify(byte[] artifact) throws ArtifactException;

  /**
   * Checks that the imports of an artifact can be satisfied, without instantiating it; prechecking does this after
   * {@link #prepare}.
   *
   * @param artifact what {@link #prepare} returned
   * @param params those it was prepared with; they may add host functions
   * @throws PrepareFailure of kind {@code RUNTIME_CONSTRUCTION}
   */
  void checkLinks(byte[] artifact, ExecutorParams params) throws PrepareFailure;

  /**
   * Loads an artifact, without the functions, which are loaded when they are first called. The classes of each loaded
   * artifact live in a class loader of their own and go when the result becomes unreachable.
   *
   * @param artifact what {@link #prepare} returned, not to be changed afterwards
   * @return code that can be executed any number of times
   * @throws ArtifactException if the bytes are truncated, altered, of another version or rule set or no artifact at all
   */
  LoadedPvf load(byte[] artifact) throws ArtifactException;
}
