package io.pvfhost.host;

/**
 * How a worker process ended.
 *
 * @param status the exit status as the JDK reports it: 128 + n when signal n killed the process
 * @param lastOutput the last lines that the process printed, at most 4 KiB; often the reason
 */
public record WorkerExit(int status, String lastOutput) {

  private static final int SIGNAL_BASE = 128;
  private static final int LAST_SIGNAL = 64;

  /** For people: {@code exited with 1} or {@code killed by signal 9}. */
  public String describe() {
    if (status > SIGNAL_BASE && status <= SIGNAL_BASE + LAST_SIGNAL) {
      return "killed by signal " + (status - SIGNAL_BASE);
    }
    return "exited with " + status;
  }
}
