package io.pvfhost.benchmarks;

import io.pvfhost.api.ExecuteRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.function.IntFunction;

/** What a host adds to a job: minimal jobs, one at a time, on one warm worker. */
@Command(name = "dispatch", description = "Bus request to reply of minimal jobs, one at a time, on one warm worker.")
final class DispatchBench extends BenchCommand {

  private static final String STUB = "stub worker";

  @Option(names = "--rounds", defaultValue = "5", description = "Rounds.")
  private int rounds;
  @Option(names = "--jobs", defaultValue = "2000", description = "Jobs in a round, for each subject.")
  private int jobs;
  @Option(names = "--warm-up", defaultValue = "5000", description = "Jobs before the first round, for each subject.")
  private int warmUp;

  @Override
  void measure(Report report) throws Exception {
    report.note("\"host, link to answer\" is the part of p50 between the grant of a worker and its answer; the rest is"
        + " bus, pool and clearing the worker's directory.");
    try (Workspace place = Workspace.create(); Workspace stubPlace = Workspace.create();
        BenchHost real = BenchHost.start(place, options -> options.setWorkers(1));
        BenchHost stub = BenchHost.start(stubPlace, options -> options.setWorkers(1)
            .setWorkerCommand(StubWorker.command()).setWorkerVersion("stub"))) {
      for (int round = 0; round <= rounds; round++) {
        boolean warm = round > 0;
        progress("dispatch: " + (warm ? "round " + round + " of " + rounds : "warming up"));
        measure(warm, report, STUB, stub, number -> Jobs.nothing());
        measure(warm, report, "embedded worker, constant", real, number -> Jobs.nothing());
        measure(warm, report, "embedded worker, adder", real, Jobs::adder);
      }
    }
    report.section(STUB).aim("p50", "aim <= 0.5").aim("p99", "aim <= 3");
  }

  private void measure(boolean warm, Report report, String subject, BenchHost host, IntFunction<ExecuteRequest> request)
      throws Exception {
    Load.Result result = Load.run(host, warm ? jobs : warmUp, 1, request);
    if (warm) {
      report.section(subject).add(result.total())
          .add("host, link to answer, p50", "ms", result.inHost().millis(50))
          .add("worker, job's CPU, p50", "ms", result.inWorker().millis(50))
          .add("host CPU a job", "ms", result.hostCpuMillis())
          .add("worker CPU a job", "ms", result.workerCpuMillis());
    }
  }
}
