package io.pvfhost.node.vectors;

import io.pvfhost.engine.RuleSet;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** Lines for people: differences, and after them their file. Long hexadecimal digits are cut. */
final class TextReport implements VectorReport {

  private static final int SHOWN_DIGITS = 128;

  private final PrintWriter out;

  TextReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void difference(Path file, RuleSet rules, String run, Answer expected, Answer answer) {
    out.printf("%s, rules %s, %s%n  expected  %s%n  answered  %s%n", name(file), rules, run, shown(expected),
        shown(answer));
    out.flush();
  }

  @Override
  public void file(Tally tally) {
    out.printf(Locale.ROOT, "%-24s rules %s  %6d runs  %6d equal  %6d different%n", name(tally.file()), tally.rules(),
        tally.runs(), tally.equal(), tally.different());
    out.flush();
  }

  private static Path name(Path file) {
    return file.getFileName();
  }

  private static String shown(Answer answer) {
    return answer.toJson().encode().replaceAll("([0-9a-f]{" + SHOWN_DIGITS + "})[0-9a-f]+", "$1...");
  }
}
