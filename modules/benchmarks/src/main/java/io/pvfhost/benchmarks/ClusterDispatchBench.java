package io.pvfhost.benchmarks;

import io.pvfhost.benchmarks.plot.BarPlot;
import io.pvfhost.benchmarks.schemes.Comparison;
import io.pvfhost.benchmarks.schemes.Scheme;
import io.pvfhost.benchmarks.workload.CentralQueue;
import io.pvfhost.benchmarks.workload.Outcomes;
import io.pvfhost.benchmarks.workload.Shape;
import io.pvfhost.benchmarks.workload.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Ways to bring jobs to workers on several nodes, on the same jobs. */
@Command(name = "cluster-dispatch", description = "The same jobs by each way of bringing them to workers on several "
    + "nodes: Poisson arrivals, exponential service of 40 ms cut at 1 s, workers that are timers. Fails if ours loses "
    + "a job, answers one wrongly or twice.")
final class ClusterDispatchBench extends BenchCommand {

  private static final String IDEAL = "ideal central queue";
  private static final Duration SETTLE = Duration.ofSeconds(3);
  private static final double SETTLE_LOAD = 0.5;

  @Option(names = "--load", split = ",", defaultValue = "0.7,0.9", description = "Offered work over capacity.")
  private List<Double> loads;
  @Option(names = "--seeds", split = ",", defaultValue = "1,2,3", description = "Seeds, a round each.")
  private List<Long> seeds;
  @Option(names = "--seconds", defaultValue = "20", description = "Time of a run that counts.")
  private int seconds;
  @Option(names = "--warm-up", defaultValue = "3", description = "Seconds before it that do not.")
  private int warmUp;
  @Option(names = "--workers", split = ",", defaultValue = "1,2,8", description = "Workers of each node.")
  private List<Integer> workers;
  @Option(names = "--requesters", defaultValue = "3", description = "Nodes that ask, the first ones.")
  private int requesters;
  @Option(names = "--codes", defaultValue = "8", description = "Different validation codes.")
  private int codes;
  @Option(names = "--deadline", defaultValue = "5", description = "Seconds after which a job is lost.")
  private int deadline;
  @Option(names = "--schemes", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
  private List<Scheme> schemes = List.of(Scheme.values());
  @Option(names = "--plot", description = "Directory for a plot of each load.")
  private Optional<Path> plot = Optional.empty();

  private final Map<Double, Map<String, List<Outcomes>>> plotted = new LinkedHashMap<>();

  @Override
  void measure(Report report) throws Exception {
    try (Workspace workspace = Workspace.create();
        Comparison comparison = Comparison.start(workers.size(), workspace.newKey())) {
      Workload settling = Workload.of(shape(SETTLE_LOAD, SETTLE, Duration.ZERO), 0);
      for (Scheme scheme : schemes) {
        progress("cluster-dispatch: warming up " + scheme.label());
        comparison.run(scheme, settling, Duration.ofSeconds(deadline));
      }
      for (long seed : seeds) {
        for (double load : loads) {
          measure(report, comparison, load, seed);
        }
      }
    }
    if (schemes.contains(Scheme.OURS)) {
      loads.forEach(load -> report.section(subject(load, Scheme.OURS.label())).aim("lost", "aim 0")
          .aim("p99 over ideal", "aim 1.05"));
    }
    report.note("Latency counts from the moment a job was to arrive, over answered jobs; lost is no answer within "
        + deadline + " s. Messages are those of the event bus between nodes; what Hazelcast does for its queue and for "
        + "registrations is not among them. \"ideal as kept\" is the central queue with the times that the timers of "
        + "that run really held a worker.");
    if (plot.isPresent()) {
      for (Map.Entry<Double, Map<String, List<Outcomes>>> entry : plotted.entrySet()) {
        Plots.write(plot.get(), "cluster-dispatch-" + entry.getKey(), plot(entry.getKey(), entry.getValue()));
      }
    }
  }

  private Shape shape(double load, Duration duration, Duration before) {
    return new Shape(workers, requesters, load, before, duration, Shape.MEAN_SERVICE, Shape.LONGEST_SERVICE, codes);
  }

  private void measure(Report report, Comparison comparison, double load, long seed) throws Exception {
    Workload workload = Workload.of(shape(load, Duration.ofSeconds(seconds), Duration.ofSeconds(warmUp)), seed);
    Outcomes ideal = CentralQueue.run(workload);
    add(report, load, IDEAL, ideal);
    for (Scheme scheme : schemes) {
      progress(String.format(Locale.ROOT, "cluster-dispatch: seed %d, load %s, %s", seed, load, scheme.label()));
      Comparison.Run run = comparison.run(scheme, workload, Duration.ofSeconds(deadline));
      if (scheme == Scheme.OURS) {
        check(report, load, seed, run.outcomes());
      }
      add(report, load, scheme.label(), run.outcomes())
          .add("p99 over ideal", "x", run.outcomes().millis(99) / ideal.millis(99))
          .add("p99 over ideal as kept", "x", run.outcomes().millis(99) / run.idealAsKept().millis(99))
          .add("timers late, mean", "ms", run.meanLateMillis())
          .add("messages a job", "", run.messagesPerJob())
          .add("adverts a job", "", run.advertsPerJob())
          .add("bytes a job", "B", run.bytesPerJob());
    }
  }

  private static String subject(double load, String name) {
    return "load " + load + ", " + name;
  }

  private static void check(Report report, double load, long seed, Outcomes ours) {
    String run = "load " + load + ", seed " + seed + ": ours ";
    report.check(ours.lost() == 0, run + "lost " + ours.lost() + " jobs");
    report.check(ours.wrong() + ours.twice() == 0, run + "answered jobs wrongly or twice");
  }

  private Section add(Report report, double load, String name, Outcomes outcomes) {
    plotted.computeIfAbsent(load, key -> new LinkedHashMap<>()).computeIfAbsent(name, key -> new ArrayList<>())
        .add(outcomes);
    return report.section(subject(load, name)).add("jobs", "", outcomes.jobs())
        .add("lost", "", outcomes.lost()).add("wrong or twice", "", outcomes.wrong() + outcomes.twice())
        .add("p50", "ms", outcomes.millis(50)).add("p90", "ms", outcomes.millis(90))
        .add("p99", "ms", outcomes.millis(99));
  }

  private String plot(double load, Map<String, List<Outcomes>> byScheme) {
    String nodes = workers.stream().map(String::valueOf).collect(Collectors.joining(" + "));
    BarPlot bars = new BarPlot("Latency at load " + load + ", nodes with " + nodes + " workers, " + requesters
        + " requesters", "way of dispatch", "latency of answered jobs, ms", List.of("p50", "p90", "p99"));
    byScheme.forEach((name, runs) -> {
      long lost = runs.stream().mapToLong(Outcomes::lost).sum();
      long jobs = runs.stream().mapToLong(Outcomes::jobs).sum();
      bars.group(name, lost == 0 ? "none lost" : String.format(Locale.ROOT, "%.1f %% lost", 100.0 * lost / jobs),
          List.of(percentile(runs, 50), percentile(runs, 90), percentile(runs, 99)));
    });
    return bars.toSvg();
  }

  private static List<Double> percentile(List<Outcomes> runs, double percent) {
    return runs.stream().map(run -> run.millis(percent)).toList();
  }
}
