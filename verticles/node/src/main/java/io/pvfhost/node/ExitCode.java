package io.pvfhost.node;

/** Exit codes of the command line. */
final class ExitCode {

  /** The candidate is valid, the code prepared, the demo as expected, the machine good enough, the node stopped. */
  static final int OK = 0;
  /** The candidate or code is invalid, the demo not as expected, the machine not good enough. */
  static final int INVALID = 1;
  /** The command line, a file or an option's value cannot be used. */
  static final int USAGE = 2;
  /** There is no verdict: the host could not do its work. */
  static final int NO_VERDICT = 3;

  private ExitCode() {
  }
}
