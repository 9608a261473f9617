package io.pvfhost.node;

import java.util.Locale;

/**
 * One line of {@code pvf doctor}.
 *
 * @param grade what it means for running
 * @param name what was looked at
 * @param text what was found
 */
record Finding(Grade grade, String name, String text) {

  /** What a finding means. */
  enum Grade {
    /** Needed and there, or merely told. */
    OK("ok"),
    /** Not needed, and not there. */
    ABSENT("-"),
    /** Cannot be told from here. */
    UNKNOWN("?"),
    /** Needed and not there. */
    MISSING("MISSING");

    private final String mark;

    Grade(String mark) {
      this.mark = mark;
    }
  }

  static Finding ok(String name, String text) {
    return new Finding(Grade.OK, name, text);
  }

  static Finding absent(String name, String text) {
    return new Finding(Grade.ABSENT, name, text);
  }

  static Finding unknown(String name, String text) {
    return new Finding(Grade.UNKNOWN, name, text);
  }

  static Finding missing(String name, String text) {
    return new Finding(Grade.MISSING, name, text);
  }

  String toText() {
    return String.format(Locale.ROOT, "%-8s %-16s %s", grade.mark, name, Rows.printable(text));
  }
}
