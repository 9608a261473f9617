package io.pvfhost.benchmarks;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ReasonCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.time.Duration;

/** How fast a job that does not end is ended. */
@Command(name = "kill", description = "An endless loop: from the end of its CPU budget to the answer, to the next job, "
    + "to the slot refilled. 1 worker and 1 spare.")
final class KillBench extends BenchCommand {

  private static final String SUBJECT = "endless loop";
  private static final long WORKERS = 2;
  private static final long POLL_MILLIS = 2;

  @Option(names = "--rounds", defaultValue = "10", description = "Endless loops.")
  private int rounds;
  @Option(names = "--budget", defaultValue = "500", description = "CPU budget in milliseconds.")
  private int budgetMillis;

  @Override
  void measure(Report report) throws Exception {
    report.note("CPU time runs slower than the clock while other processes want the processor: read with the load.");
    try (Workspace workspace = Workspace.create();
        BenchHost host = BenchHost.start(workspace, options -> options.setWorkers(1).setSpares(1))) {
      host.run(Jobs.endless().executionTimeout(Duration.ofMillis(budgetMillis)).build());
      // A job takes the only spare, and makes the host start another one.
      host.runValid(Jobs.adder(1));
      for (int round = 1; round <= rounds; round++) {
        BenchHost.await(host.loop().call(() -> refilled(host)));
        progress("kill: round " + round + " of " + rounds);
        measure(report, report.section(SUBJECT), host);
      }
    }
    report.section(SUBJECT).aim("budget to answer", "aim <= 100").aim("budget to slot free", "aim <= 100");
  }

  private void measure(Report report, Section section, BenchHost host) throws Exception {
    long start = System.nanoTime();
    ExecuteReply reply = host.run(Jobs.endless().executionTimeout(Duration.ofMillis(budgetMillis)).build());
    double answer = millisSince(start) - budgetMillis;
    report.check(reply.reason().code() == ReasonCode.JOB_TIMED_OUT, "an endless loop ended as " + reply.reason());
    ExecuteReply next = host.runValid(Jobs.adder(1));
    double nextAnswer = millisSince(start) - budgetMillis;
    BenchHost.await(host.loop().call(() -> refilled(host)));
    section.add("budget to answer", "ms", answer)
        .add("budget to slot free", "ms", nextAnswer - (next.wallTime().toNanos() / 1e6))
        .add("budget to next job's answer", "ms", nextAnswer)
        .add("budget to spare refilled", "ms", millisSince(start) - budgetMillis);
  }

  /** Completes when both workers are idle. */
  private static Future<Void> refilled(BenchHost host) {
    return host.client().status().compose(status -> {
      if (status.executeWorkers().idle() == WORKERS) {
        return Future.succeededFuture();
      }
      Promise<Void> later = Promise.promise();
      host.loop().later(POLL_MILLIS, () -> refilled(host).onComplete(later));
      return later.future();
    });
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
