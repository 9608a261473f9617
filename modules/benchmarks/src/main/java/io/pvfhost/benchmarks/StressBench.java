package io.pvfhost.benchmarks;

import io.pvfhost.api.ExecuteReply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Many jobs at once; checks that nothing is lost and nothing is left. */
@Command(name = "stress", description = "Adder jobs that are all asked for at once. Fails if an answer is missing, "
    + "wrong or comes twice, or if files, processes or temporary entries are left.")
final class StressBench extends BenchCommand {

  @Option(names = "--jobs", defaultValue = "1000", description = "Jobs, all outstanding at once.")
  private int jobs;
  @Option(names = "--workers", defaultValue = "4", description = "Workers.")
  private int workers;
  @Option(names = "--rounds", defaultValue = "3", description = "Rounds.")
  private int rounds;

  @Override
  void measure(Report report) throws Exception {
    try (Workspace workspace = Workspace.create();
        BenchHost host = BenchHost.start(workspace, options -> options.setWorkers(workers).setQueueLimit(jobs))) {
      // Brings every worker up and loads every class, which opens files that stay open.
      Load.run(host, jobs, jobs, Jobs::adder);
      for (int round = 1; round <= rounds; round++) {
        progress("stress: round " + round + " of " + rounds);
        measure(report, workspace, host);
      }
    }
    report.section("stress").aim("rate", "mark 590 to 685, 16 in flight");
  }

  private void measure(Report report, Workspace workspace, BenchHost host) throws Exception {
    State before = State.of(workspace);
    Set<String> answered = new HashSet<>();
    Load.Result result = Load.run(host, jobs, jobs, Jobs::adder,
        (number, reply) -> check(report, answered, number, reply));
    // Every job's worker directory is empty and its slot free before it is answered, so nothing need be waited for.
    State after = State.of(workspace);
    report.check(answered.size() == jobs, answered.size() + " jobs were answered, " + jobs + " were asked for");
    report.check(after.openFiles() == before.openFiles(),
        before.openFiles() + " open files before, " + after.openFiles() + " after");
    report.check(after.entries().equals(before.entries()),
        "temporary entries before " + before.entries() + ", after " + after.entries());
    report.check(after.children().equals(before.children()),
        "processes before " + before.children() + ", after " + after.children());
    report.section("stress").add("rate", "jobs/s", result.rate()).add(result.total())
        .add("jobs answered", "", answered.size())
        .add("open files, before", "", before.openFiles()).add("open files, after", "", after.openFiles())
        .add("temporary entries, before", "", before.entries().size())
        .add("temporary entries, after", "", after.entries().size())
        .add("processes, before", "", before.children().size()).add("processes, after", "", after.children().size());
  }

  private static void check(Report report, Set<String> answered, int number, ExecuteReply reply) {
    report.check(answered.add(reply.jobId()), "job " + reply.jobId() + " was answered twice");
    report.check(BenchHost.requireValid(reply).result().orElseThrow().headData().equals(Jobs.adderHead(number)),
        "job " + number + " has another head than its block leads to");
  }

  /** What must be the same before and after. */
  private record State(int openFiles, List<Path> entries, List<Long> children) {

    static State of(Workspace workspace) throws Exception {
      return new State(Proc.openFiles(), workspace.entries(), Proc.children());
    }
  }
}
