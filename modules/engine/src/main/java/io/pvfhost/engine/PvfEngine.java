package io.pvfhost.engine;

import io.pvfhost.engine.impl.endive.EndiveEngine;
import io.pvfhost.scale.ExecutorParams;

/**
 * Turns validation code into artifacts and artifacts into runnable code.
 *
 * <p>An engine has no state and may be used from any thread. The code it is given is hostile: every method is bounded
 * by the size of its input, but not by time, so callers that need a deadline run it in a process they can end.
 */
public interface PvfEngine {

  /** Returns the engine of this build. */
  static PvfEngine create() {
    return new EndiveEngine();
  }

  /**
   * Returns the identity of everything an artifact depends on: artifact format, engine and compiler. An artifact made
   * under another version is refused by {@link #load}, so the version belongs in every key under which one is kept.
   */
  String version();

  /**
   * Checks and compiles validation code (spec 6.1, 7.2).
   *
   * @param code plain Wasm, already decompressed
   * @param params the executor params of the session; the format reserves their influence on the artifact, which the
   *     present compiler does not have
   * @return the artifact and what is worth telling about the code
   * @throws PrepareFailure of kind {@code PREVALIDATION} if the code is no Wasm module, {@code PREPARATION} if it is
   *     one that is invalid or cannot be compiled
   */
  PreparedCode prepare(byte[] code, ExecutorParams params) throws PrepareFailure;

  /**
   * Checks that the imports of an artifact can be satisfied, without instantiating it; prechecking does this after
   * {@link #prepare}.
   *
   * @param artifact what {@link #prepare} returned
   * @throws PrepareFailure of kind {@code RUNTIME_CONSTRUCTION}
   */
  void checkLinks(byte[] artifact) throws PrepareFailure;

  /**
   * Loads an artifact. The classes of each loaded artifact live in a class loader of their own and go when the result
   * becomes unreachable.
   *
   * @param artifact what {@link #prepare} returned
   * @return code that can be executed any number of times
   * @throws ArtifactException if the bytes are truncated, altered, of another version or no artifact at all
   */
  LoadedPvf load(byte[] artifact) throws ArtifactException;
}
