package io.pvfhost.benchmarks;

import io.pvfhost.api.ExecuteReply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.TreeSet;

/** Memory of a host and its workers, at rest and after jobs. */
@Command(name = "rss", description = "Resident memory of the host and of each worker, at rest and after adder jobs.")
final class MemoryBench extends BenchCommand {

  private static final long SETTLE_MILLIS = 1000;

  @Option(names = "--rounds", defaultValue = "3", description = "Hosts started one after the other.")
  private int rounds;
  @Option(names = "--workers", defaultValue = "4", description = "Execute workers.")
  private int workers;
  @Option(names = "--jobs", defaultValue = "2000", description = "Adder jobs.")
  private int jobs;

  @Override
  void measure(Report report) throws Exception {
    report.note("PSS: pages shared with other workers, such as the archive of classes, divided among them.");
    try (Workspace workspace = Workspace.create()) {
      for (int round = 1; round <= rounds; round++) {
        progress("rss: round " + round + " of " + rounds);
        measure(report, workspace);
      }
    }
  }

  private void measure(Report report, Workspace workspace) throws Exception {
    try (BenchHost host = BenchHost.start(workspace, options -> options.setWorkers(workers).setSpares(workers))) {
      Thread.sleep(SETTLE_MILLIS);
      for (long pid : Proc.children()) {
        addProcess(report.section("idle execute worker, no job yet"), pid);
      }
      addProcess(report.section("host JVM, no job yet"), ProcessHandle.current().pid());
      TreeSet<Long> used = new TreeSet<>();
      Load.run(host, jobs, workers, Jobs::adder, (number, reply) -> used.add(pid(reply)));
      Thread.sleep(SETTLE_MILLIS);
      for (long pid : used) {
        addProcess(report.section("idle execute worker after jobs"), pid);
      }
      addProcess(report.section("host JVM after jobs"), ProcessHandle.current().pid());
    }
  }

  private static long pid(ExecuteReply reply) {
    return BenchHost.requireValid(reply).worker().orElseThrow().pid();
  }

  private static void addProcess(Section section, long pid) throws Exception {
    section.add("RSS", "MiB", Proc.residentMib(pid)).add("PSS", "MiB", Proc.proportionalMib(pid));
  }
}
