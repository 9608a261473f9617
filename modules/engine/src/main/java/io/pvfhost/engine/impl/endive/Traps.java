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

  /** Returns the root cause of a trap. */
  static String cause(Throwable thrown) {
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
    if (thrown instanceof OutOfMemoryError) {
      return "out of memory of the host";
    }
    if (thrown instanceof WasmEngineException) {
      String message = String.valueOf(thrown.getMessage());
      return CAUSES.entrySet().stream()
          .filter(known -> message.startsWith(known.getKey()))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(message);
    }
    return thrown.toString();
  }
}
