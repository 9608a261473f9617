package io.pvfhost.engine.impl.endive;

import io.pvfhost.engine.impl.host.HostTrap;
import run.endive.wasm.WasmEngineException;

import java.util.Map;

/** What a throwable out of compiled code means, in the words of spec 5.2. */
final class Traps {

  private static final Map<String, String> CAUSES = Map.of(
      "Trapped on unreachable instruction", "wasm `unreachable` instruction executed",
      "uninitialized element", "uninitialized element",
      "undefined element", "undefined element: out of bounds table access",
      "indirect call type mismatch", "indirect call type mismatch",
      "integer overflow", "integer overflow",
      "integer divide by zero", "integer divide by zero",
      "invalid conversion to integer", "invalid conversion to integer");

  private Traps() {}

  /**
   * Returns the root cause of a trap.
   *
   * @throws RuntimeException the throwable itself, if the guest cannot have caused it: it is a fault of this
   *     program and must not count against the candidate. Exhausted heap is one, for a guest's memory has a limit far
   *     below it.
   */
  static String require(Throwable thrown) {
    if (thrown instanceof HostTrap) {
      return thrown.getMessage();
    }
    return "wasm trap: " + wasmCause(thrown);
  }

  private static String wasmCause(Throwable thrown) {
    if (thrown instanceof IndexOutOfBoundsException) {
      return "out of bounds memory access";
    }
    if (thrown instanceof StackOverflowError) {
      return "call stack exhausted";
    }
    if (thrown instanceof WasmEngineException) {
      String message = String.valueOf(thrown.getMessage());
      return CAUSES.entrySet().stream()
          .filter(known -> message.startsWith(known.getKey()))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(message);
    }
    if (thrown instanceof ArithmeticException) {
      return "integer divide by zero";
    }
    if (thrown instanceof RuntimeException fault) {
      throw fault;
    }
    throw new IllegalStateException("not a trap", thrown);
  }
}
