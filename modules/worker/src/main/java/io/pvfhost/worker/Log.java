package io.pvfhost.worker;

import java.io.PrintStream;

/**
 * Writes a worker's log to standard error, one line an event. The level comes from {@code RUST_LOG}, the only
 * variable a worker is given: directives separated by commas, each a level ({@code info}), a target
 * ({@code parachain::pvf}) or both ({@code parachain::pvf=debug}). The longest target that our own target starts with
 * decides, the last one among equals; what is not a directive is ignored. Without any the level is {@code warn}.
 *
 * <p>A logging framework would cost more than the rest of the start-up.
 */
final class Log {
  /** Levels in the order of their detail. */
  enum Level { OFF, ERROR, WARN, INFO, DEBUG, TRACE }

  private final String target;
  private final Level level;
  private final PrintStream out;

  Log(String target, String directives, PrintStream out) {
    this.target = target;
    this.level = level(directives, target);
    this.out = out;
  }

  /** The log of this process for {@code target}. */
  static Log ofProcess(String target) {
    return new Log(target, System.getenv(WorkerEnvironment.LOG_VARIABLE), System.err);
  }

  static Level level(String directives, String target) {
    Level level = Level.WARN;
    int best = 0;
    int from = 0;
    while (directives != null && from <= directives.length()) {
      int comma = directives.indexOf(',', from);
      int to = comma < 0 ? directives.length() : comma;
      String directive = directives.substring(from, to).trim();
      int matched = matched(directive, target);
      Level named = levelOf(directive);
      if (named != null && matched >= best) {
        best = matched;
        level = named;
      }
      from = to + 1;
    }
    return level;
  }

  /** Length of the directive's target if it covers ours, -1 if it does not, 0 for a bare level. */
  private static int matched(String directive, String target) {
    int equals = directive.indexOf('=');
    if (equals < 0 && parse(directive) != null) {
      return 0;
    }
    String prefix = equals < 0 ? directive : directive.substring(0, equals);
    return target.startsWith(prefix) ? prefix.length() : -1;
  }

  private static Level levelOf(String directive) {
    if (directive.isEmpty()) {
      return null;
    }
    int equals = directive.indexOf('=');
    Level level = parse(directive.substring(equals + 1));
    return level == null && equals < 0 ? Level.TRACE : level;
  }

  private static Level parse(String word) {
    for (Level level : Level.values()) {
      if (level.name().equalsIgnoreCase(word)) {
        return level;
      }
    }
    return null;
  }

  boolean enabled(Level wanted) {
    return wanted.compareTo(level) <= 0;
  }

  void error(String message) {
    write(Level.ERROR, message);
  }

  /** Logs an error with its stack trace. */
  void error(String message, Throwable cause) {
    error(message);
    if (enabled(Level.ERROR)) {
      cause.printStackTrace(out);
    }
  }

  void warn(String message) {
    write(Level.WARN, message);
  }

  void debug(String message) {
    write(Level.DEBUG, message);
  }

  private void write(Level at, String message) {
    if (enabled(at)) {
      out.println(at.name() + ' ' + target + ": " + message);
    }
  }
}
