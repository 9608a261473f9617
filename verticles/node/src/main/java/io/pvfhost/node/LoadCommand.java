package io.pvfhost.node;

import io.pvfhost.api.PvfLimits;
import io.pvfhost.node.load.LoadMix;
import io.pvfhost.node.load.LoadOptions;
import io.pvfhost.node.load.LoadReport;
import io.pvfhost.node.load.LoadRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/** {@code pvf load}. */
@Command(name = "load", sortOptions = false, description = {
    "Sends generated jobs whose right answers are known to a cluster, so many in flight, and tells how it did: the "
        + "acceptance test of a cluster. Hosts may come and go meanwhile.",
    "Exit code 0 only if every job got its one right answer, 1 if not, 2 wrong usage or unreadable input, 3 no "
          + "cluster."},
    footer = {"",
      "A mix is a list in YAML or JSON, each entry with a kind and a weight (1 to " + LoadMix.MAX_WEIGHT + ",",
      "default 1). This is the default:",
      "  - {kind: adder, weight: 60}                 # blocks on any state",
      "  - {kind: cpu, weight: 15, rounds: 4000000}  # the longest of eight lengths",
      "  - {kind: residue, weight: 5}                # finds what other jobs left",
      "  - {kind: invalid, weight: 15}               # of several sorts",
      "  - {kind: large, weight: 5, bytes: 1048576}  # the largest of four sizes,",
      "                                              # all above 256 KiB",
      "A candidate of your own (a value is a file beside the mix, or 0x and digits):",
      "  - kind: candidate",
      "    code: my.wasm             # plain or as a zstd blob",
      "    parentHead: my.head",
      "    blockData: my.block",
      "    verdict: valid            # or invalid",
      "    headData: 0x01            # if you know it; all hosts must agree anyway",
      "    reason: job_timed_out     # of an invalid one, if you know it",
      "and relayParentNumber, relayParentStorageRoot, maxPovSize, executorParams and",
      "timeout, with the defaults of 'pvf validate'."})
final class LoadCommand implements Callable<Integer> {

  private static final int DEFAULT_JOBS = 1000;
  private static final int DEFAULT_CONCURRENCY = 64;

  @Spec
  private CommandSpec spec;
  @Mixin
  private JoinOptions cluster;
  @Mixin
  private HostRules rules;
  @Mixin
  CommonOptions common;

  @Option(names = "--jobs", paramLabel = "N", defaultValue = "" + DEFAULT_JOBS,
      description = "Jobs to send, 1 to " + LoadOptions.MAX_JOBS + "; default ${DEFAULT-VALUE}.")
  private int jobs;
  @Option(names = "--concurrency", paramLabel = "M", defaultValue = "" + DEFAULT_CONCURRENCY,
      description = "Jobs in flight, 1 to " + LoadOptions.MAX_CONCURRENCY + "; default ${DEFAULT-VALUE}.")
  private int concurrency;
  @Option(names = "--mix", paramLabel = "FILE", description = "Kinds of jobs and their weights; see below.")
  private Path mixFile;
  @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
      description = "What the jobs are made from; the same seed and mix make the same jobs. Default ${DEFAULT-VALUE}.")
  private long seed;
  @Option(names = "--deadline", paramLabel = "TIME",
      description = "Time for each job, such as 500ms or 10s; default 60s. A job without an answer by then counts as "
          + "one without a verdict.")
  private String deadline;
  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    LoadOptions options = options();
    LoadMix mix = mixFile == null ? LoadMix.standard() : MixFile.read(mixFile);
    LoadReport report;
    try (JoinedNode node = cluster.join(rules.label()); LoadProgress progress = progress(options)) {
      report = new LoadRun(node.client()::execute, mix, options, progress).run();
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? report.toJson().encode() : report.toText());
    return report.isRight() ? ExitCode.OK : ExitCode.INVALID;
  }

  private LoadOptions options() {
    Inputs.inRange("--jobs", jobs, 1, LoadOptions.MAX_JOBS);
    Inputs.inRange("--concurrency", concurrency, 1, LoadOptions.MAX_CONCURRENCY);
    Duration each = deadline == null ? LoadOptions.DEFAULT_DEADLINE
        : Inputs.time("--deadline", deadline, PvfLimits.MAX_TIME);
    return new LoadOptions(jobs, concurrency, seed, each, LoadOptions.DEFAULT_MARGIN);
  }

  private LoadProgress progress(LoadOptions options) {
    return new LoadProgress(spec.commandLine().getErr(), options.jobs(), Terminal.isStandardError(),
        common.isVerbose());
  }
}
