package io.pvfhost.worker;

/**
 * Ends a worker program with an exit code. The message is for the log; a program that ends because its host is gone has
 * none.
 */
final class WorkerExit extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;

  private WorkerExit(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** The host closed the connection between two messages: nothing to report. */
  static WorkerExit hostGone() {
    return new WorkerExit(1, null);
  }

  static WorkerExit failure(String message) {
    return new WorkerExit(1, message);
  }

  int code() {
    return code;
  }
}
