package io.pvfhost.api;

import io.pvfhost.api.internal.Names;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Argument checks and JSON forms shared by the message types. */
final class Checks {

  private static final Duration MAX_REPORTED = Duration.ofDays(36500);

  private Checks() {
  }

  /** Keeps text within {@code max} characters: a message must always fit the wire, whatever a worker wrote. */
  static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    String mark = "... (" + text.length() + " characters)";
    int end = max - mark.length();
    // A surrogate pair cut in two is no valid UTF-8.
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + mark;
  }

  static String name(String value, String what) {
    return Names.check(value, PvfLimits.MAX_NAME_CHARS, what);
  }

  static Duration reported(Duration value, String what) {
    if (value.isNegative() || value.compareTo(MAX_REPORTED) > 0) {
      throw new IllegalArgumentException(what + ": " + value + ", must be 0 to 100 years");
    }
    return value;
  }

  static Optional<Duration> given(Optional<Duration> value, String what) {
    value.ifPresent(time -> given(time, what));
    return value;
  }

  static Duration given(Duration value, String what) {
    if (value.isNegative() || value.isZero() || value.compareTo(PvfLimits.MAX_TIME) > 0) {
      throw new IllegalArgumentException(what + ": " + value + ", must be more than 0 and at most "
          + PvfLimits.MAX_TIME);
    }
    return value;
  }

  static long notNegative(long value, String what) {
    if (value < 0) {
      throw new IllegalArgumentException(what + ": " + value + ", must not be negative");
    }
    return value;
  }

  static <T> List<T> atMost(int max, List<T> items, String what) {
    if (items.size() > max) {
      throw new IllegalArgumentException(what + ": " + items.size() + ", at most " + max);
    }
    return List.copyOf(items);
  }

  /** Milliseconds with microsecond resolution, as all times in JSON. */
  static double millis(Duration time) {
    return Math.round(time.toNanos() / 1000.0) / 1000.0;
  }
}
