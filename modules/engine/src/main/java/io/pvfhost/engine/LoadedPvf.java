package io.pvfhost.engine;

import io.pvfhost.scale.ValidationParams;

/** Validation code ready to run. It holds no state between calls and may be used from any thread. */
public interface LoadedPvf {

  /**
   * Calls {@code validate_block} in a fresh instance on the calling thread (spec 5.2, 6.1).
   *
   * <p>Nothing the code does is thrown: traps and bad results are outcomes. What it cannot have caused (an exhausted
   * Java heap or stack as an error, anything else as an {@link EngineFault}) is thrown, for it says nothing about the
   * candidate. Compiled code looks at no flag, so interrupting the thread does nothing; a call that takes too long ends
   * with the process. Deep recursion needs as much stack as the caller's thread has: 512 bytes for each item of the
   * logical stack limit are ample.
   *
   * @param params the candidate
   * @param limits bounds of this call
   * @return the outcome, with its text
   */
  Execution execute(ValidationParams params, ExecutionLimits limits);
}
