package io.pvfhost.node;

import java.util.Locale;

/** Lines of a name and a value, for people. */
final class Rows {

  private final StringBuilder text = new StringBuilder();

  /** Adds a line. */
  Rows add(String name, String value) {
    text.append(String.format(Locale.ROOT, "%-12s %s%n", name, printable(value)));
    return this;
  }

  /** Adds a line whose value is formatted. */
  Rows add(String name, String format, Object... values) {
    return add(name, String.format(Locale.ROOT, format, values));
  }

  /** Text on one line. Texts of workers and code may hold anything, even what a terminal would obey. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  @Override
  public String toString() {
    return text.toString().stripTrailing();
  }
}
