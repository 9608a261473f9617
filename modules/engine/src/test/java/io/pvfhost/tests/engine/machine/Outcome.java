package io.pvfhost.tests.engine.machine;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a call ended.
 *
 * @param trap the cause in the words of {@link #cause}, empty if it returned
 * @param bits the result, zero if there is none
 */
public record Outcome(String trap, long bits) {

  private static final List<Map.Entry<String, String>> CAUSES = List.of(
      Map.entry("unreachable", "unreachable"),
      Map.entry("divide by zero", "divide by zero"),
      Map.entry("divi", "divide by zero"),
      Map.entry("/ by zero", "divide by zero"),
      Map.entry("integer overflow", "integer overflow"),
      Map.entry("invalid conversion", "invalid conversion"),
      Map.entry("uninitialized", "uninitialized element"),
      Map.entry("undefined", "undefined element"),
      Map.entry("type mismatch", "type mismatch"),
      Map.entry("call stack exhausted", "call stack exhausted"),
      Map.entry("out of bounds", "out of bounds memory access"));

  public static Outcome returned(long bits) {
    return new Outcome("", bits);
  }

  public static Outcome trapped(String text) {
    return new Outcome(cause(text), 0);
  }

  public boolean isTrap() {
    return !trap.isEmpty();
  }

  /** Returns the cause that a text of a trap tells, in words that do not depend on the engine. */
  private static String cause(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return CAUSES.stream()
        .filter(known -> lower.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("an unknown trap: " + text));
  }
}
