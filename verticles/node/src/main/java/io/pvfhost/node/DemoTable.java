package io.pvfhost.node;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.WorkerInfo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** A demo as a table. */
final class DemoTable implements DemoReport {

  private static final int MAX_NOTE = 60;

  private final PrintWriter out;
  private final String format;
  private boolean preparing;
  private long preparingSince;

  /**
   * @param out where to
   * @param hosts whether to show which host ran a job
   */
  DemoTable(PrintWriter out, boolean hosts) {
    this.out = out;
    this.format = hosts ? "%-22s %-8s %-24s %9s %9s  %-8s %8s  %s" : "%-22s %-8s %-24s %9s %9s %7$8s  %8$s";
  }

  @Override
  public void preparing(int samples) {
    preparing = true;
    preparingSince = System.nanoTime();
    out.printf("preparing %d samples ", samples);
    out.flush();
  }

  @Override
  public void prepared() {
    out.print('.');
    out.flush();
  }

  @Override
  public void begin() {
    if (preparing) {
      out.printf(Locale.ROOT, " %.1f s%n", (System.nanoTime() - preparingSince) / 1e9);
    }
    out.println();
    row("JOB", "VERDICT", "REASON", "CPU MS", "WALL MS", "HOST", "WORKER", "");
  }

  @Override
  public void job(DemoJob job, ExecuteReply reply) {
    row(job.name(), reply.verdict().wireName(), reply.reason().code().wireName(), millis(reply.cpuTime()),
        millis(reply.wallTime()), reply.host().orElse("-"),
        reply.worker().map(WorkerInfo::pid).map(String::valueOf).orElse("-"), note(job, reply));
  }

  @Override
  public void summary(DemoSummary summary) {
    out.printf("%n%s%n", summary.toText());
    out.flush();
  }

  private void row(Object... cells) {
    out.println(String.format(Locale.ROOT, format, cells).stripTrailing());
    out.flush();
  }

  private static String note(DemoJob job, ExecuteReply reply) {
    return job.deviation(reply).map(text -> "NOT AS EXPECTED: " + text + "; "
            + Rows.printable(reply.reason().message()))
        .orElseGet(() -> cut(reply.reason().message()));
  }

  private static String cut(String text) {
    String line = Rows.printable(text);
    return line.length() <= MAX_NOTE ? line : line.substring(0, MAX_NOTE - 3) + "...";
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.2f", time.toNanos() / 1e6);
  }
}
