package io.pvfhost.engine;

import io.pvfhost.scale.ValidationParams;

/** Validation code ready to run. It holds no state between calls and may be used from any thread. */
public interface LoadedPvf {

  /**
   * Calls {@code validate_block} in a fresh instance on the calling thread (spec 5.2, 6.1).
   *
   * <p>Nothing the code does is thrown: traps, exhausted stack and bad results are outcomes. What it cannot have caused
   * (an exhausted Java heap, a fault of this program) is thrown, for it says nothing about the candidate. Interrupting
   * the thread ends the call at the next loop or call of the code with {@link Execution.Interrupted}; the interrupt
   * status stays set. Deep recursion needs as much stack as the caller's thread has: give it the native stack limit of
   * the executor params.
   *
   * @param params the candidate
   * @param limits bounds of this call
   * @return the outcome, with its text
   */
  Execution execute(ValidationParams params, ExecutionLimits limits);
}
