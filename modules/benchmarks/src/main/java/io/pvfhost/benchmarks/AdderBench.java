package io.pvfhost.benchmarks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many adder jobs a host does in a second. */
@Command(name = "adder", description = "Adder jobs through the bus: rate, latency, CPU.")
final class AdderBench extends BenchCommand {

  @Option(names = "--rounds", defaultValue = "5", description = "Rounds.")
  private int rounds;
  @Option(names = "--jobs", defaultValue = "3000", description = "Jobs in a round, for each setting.")
  private int jobs;
  @Option(names = "--warm-up", defaultValue = "5000", description = "Jobs before the first round, for each worker.")
  private int warmUp;

  @Override
  void measure(Report report) throws Exception {
    report.note("Marks: Parity's own host with its own worker, on a 2-core machine. Host CPU includes the asking.");
    try (Workspace place = Workspace.create(); Workspace otherPlace = Workspace.create();
        BenchHost one = BenchHost.start(place, options -> options.setWorkers(1));
        BenchHost four = BenchHost.start(otherPlace, options -> options.setWorkers(4))) {
      progress("adder: warming up");
      Load.run(one, warmUp, 1, Jobs::adder);
      Load.run(four, 4 * warmUp, 16, Jobs::adder);
      for (int round = 1; round <= rounds; round++) {
        progress("adder: round " + round + " of " + rounds);
        measure(report.section("1 worker, 1 in flight"), one, 1);
        measure(report.section("1 worker, 4 in flight"), one, 4);
        measure(report.section("4 workers, 16 in flight"), four, 16);
      }
    }
    report.section("1 worker, 1 in flight").aim("rate", "mark 381, aim 1143").aim("p50", "mark 2.4")
        .aim("p99", "mark 4.1").aim("host CPU a job", "mark 0.2");
    report.section("4 workers, 16 in flight").aim("rate", "mark 590 to 685");
  }

  private void measure(Section section, BenchHost host, int inFlight) throws Exception {
    Load.Result result = Load.run(host, jobs, inFlight, Jobs::adder);
    section.add("rate", "jobs/s", result.rate()).add(result.total())
        .add("host, link to answer, p50", "ms", result.inHost().millis(50))
        .add("worker, job's CPU, p50", "ms", result.inWorker().millis(50))
        .add("host CPU a job", "ms", result.hostCpuMillis())
        .add("worker CPU a job", "ms", result.workerCpuMillis());
  }
}
