package io.pvfhost.node;

import io.pvfhost.execute.HostOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** {@code pvf demo}. */
@Command(name = "demo", description = {
    "Starts a node with real worker processes, validates a collection of valid, invalid and hostile candidates and a "
        + "chain of blocks, and checks every verdict.",
    "Exit code 0 if all are as expected, else 1."})
final class DemoCommand implements Callable<Integer> {

  private static final int MAX_JOBS = 100_000;
  private static final int MAX_WORKERS = 64;

  @Spec
  private CommandSpec spec;
  @Mixin
  CommonOptions common;

  @Option(names = "--jobs", paramLabel = "N", defaultValue = "40",
      description = "Length of the chain of adder blocks, 1 to " + MAX_JOBS + "; default ${DEFAULT-VALUE}.")
  private int jobs;
  @Option(names = "--workers", paramLabel = "N",
      description = "Execute workers, 1 to " + MAX_WORKERS + "; default the number of processors.")
  private int workers = HostOptions.DEFAULT_WORKERS;
  @Option(names = "--json", description = "Print one JSON object a line, the last one the summary.")
  private boolean json;

  @Override
  public Integer call() {
    Inputs.inRange("--jobs", jobs, 1, MAX_JOBS);
    Inputs.inRange("--workers", workers, 1, MAX_WORKERS);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter progress = json ? spec.commandLine().getErr() : out;
    progress.printf("starting a node with %d execute worker%s%n", workers, workers == 1 ? "" : "s");
    progress.flush();
    NodeOptions options = new NodeOptions();
    options.execute().setWorkers(workers);
    try (LocalNode node = LocalNode.start(options)) {
      DemoReport report = json ? DemoReport.json(out) : DemoReport.table(out);
      DemoSummary summary = new Demo(node.client(), workers, report).run(jobs);
      report.summary(summary);
      return summary.isAsExpected() ? ExitCode.OK : ExitCode.INVALID;
    }
  }
}
