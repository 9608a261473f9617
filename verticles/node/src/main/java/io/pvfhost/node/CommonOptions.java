package io.pvfhost.node;

import picocli.CommandLine.Option;

/**
 * Options of every command. The level of the log goes to a system property that {@code config/logback.xml} refers
 * to; it is read when the first logger is made, which is after the command line has been read.
 */
final class CommonOptions {

  private static final String LEVEL_PROPERTY = "pvf.log.level";
  private static final String HAZELCAST_LEVEL_PROPERTY = "pvf.log.hazelcast";

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
  boolean help;
  private boolean verbose;

  @Option(names = {"-v", "--verbose"}, description = "Log everything to standard error.")
  void verbose(boolean on) {
    verbose = on;
    if (on) {
      System.setProperty(LEVEL_PROPERTY, "DEBUG");
      System.setProperty(HAZELCAST_LEVEL_PROPERTY, "INFO");
    }
  }

  /** Whether everything is logged. */
  boolean isVerbose() {
    return verbose;
  }

  /** Uses a level unless one has been chosen. */
  static void defaultLevel(String level) {
    System.getProperties().putIfAbsent(LEVEL_PROPERTY, level);
  }
}
