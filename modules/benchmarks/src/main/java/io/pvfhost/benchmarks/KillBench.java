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
    report.note("The budget is CPU time, which stands still while the job's thread waits because others have the"
        + " processor: that wait is measured and is not part of the figures.");
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
    try (JobThreadWatch watch = JobThreadWatch.start()) {
      long start = System.nanoTime();
      ExecuteReply reply = host.run(Jobs.endless().executionTimeout(Duration.ofMillis(budgetMillis)).build());
      double answer = millisSince(start);
      report.check(reply.reason().code() == ReasonCode.JOB_TIMED_OUT, "an endless loop ended as " + reply.reason());
      ExecuteReply next = host.runValid(Jobs.adder(1));
      double nextAnswer = millisSince(start);
      BenchHost.await(host.loop().call(() -> refilled(host)));
      double refilled = millisSince(start);
      double budget = budgetMillis + watch.waitMillis();
      section.add("budget to answer", "ms", answer - budget)
          .add("budget to slot free", "ms", nextAnswer - next.attempts().get(0).wallTime().toNanos() / 1e6 - budget)
          .add("budget to next job's answer", "ms", nextAnswer - budget)
          .add("budget to spare refilled", "ms", refilled - budget)
          .add("job's wait for a processor", "ms", watch.waitMillis());
    }
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
