package io.pvfhost.benchmarks;

import io.pvfhost.api.PvfClient;
import io.pvfhost.benchmarks.pair.JobSequence;
import io.pvfhost.benchmarks.pair.LocalJobs;
import io.pvfhost.benchmarks.pair.Pair;
import io.pvfhost.benchmarks.pair.Protection;
import io.pvfhost.benchmarks.pair.Role;
import io.pvfhost.benchmarks.plot.BarPlot;
import io.pvfhost.dispatch.DispatchOptions;
import io.pvfhost.dispatch.DispatchVerticle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What it costs that a job runs at another node. */
@Command(name = "cluster-remote", description = "The same jobs, one at a time, on one worker of one host: asked for at "
    + "the host itself, and at another node in another process. Fails if a job is not valid, has another head than its "
    + "block leads to, or does not run once at that host.")
final class ClusterRemoteBench extends BenchCommand {

  private static final int AIM_BYTES = 100_000;
  private static final double[] PERCENTS = {50, 90, 99};

  @Option(names = "--rounds", defaultValue = "5", description = "Rounds.")
  private int rounds;
  @Option(names = "--jobs", defaultValue = "500", description = "Jobs in a round, for each size and way.")
  private int jobs;
  @Option(names = "--warm-up", defaultValue = "2000",
      description = "Jobs before the first round, for each size and way.")
  private int warmUp;
  @Option(names = "--bytes", split = ",", defaultValue = "1000,100000,300000",
      description = "Sizes of the block data; above 262144 it is streamed.")
  private List<Integer> sizes;
  @Option(names = "--protection", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
  private List<Protection> protections = List.of(Protection.values());
  @Option(names = "--plot", description = "Directory for a plot.")
  private Optional<Path> plot = Optional.empty();

  private final BarPlot bars = new BarPlot("A job at another node, and the same job at the host itself",
      "size of the block data", "request to reply, ms", List.of("local p50", "remote p50", "local p99", "remote p99"));

  private record Times(Latencies local, Latencies remote) {
  }

  @Override
  void measure(Report report) throws Exception {
    for (Protection protection : protections) {
      progress("cluster-remote: " + protection.label() + ", starting and warming up");
      try (Workspace workspace = Workspace.create();
          Pair pair = Pair.start(Role.HOST, protection, workspace.root())) {
        LoopVerticle loop = new LoopVerticle();
        BenchHost.await(pair.vertx().deployVerticle(new DispatchVerticle(new DispatchOptions(), pair.node()))
            .compose(id -> pair.vertx().deployVerticle(loop)));
        measure(report, protection, pair, loop);
      }
    }
    report.note("Added is the difference of the percentiles of both ways in the same round. The node that asks has no "
        + "workers; both nodes have a process of their own and share the machine.");
    if (plot.isPresent()) {
      Plots.write(plot.get(), "cluster-remote", bars.toSvg());
    }
  }

  private void measure(Report report, Protection protection, Pair pair, LoopVerticle loop) throws Exception {
    for (int bytes : sizes) {
      run(pair, loop, bytes, warmUp, true);
    }
    Map<Integer, List<Times>> all = new LinkedHashMap<>();
    for (int round = 1; round <= rounds; round++) {
      progress("cluster-remote: " + protection.label() + ", round " + round + " of " + rounds);
      for (int bytes : sizes) {
        // Neither way is always the first.
        Times times = run(pair, loop, bytes, jobs, round % 2 == 0);
        add(report.section(subject(bytes, protection)), times);
        all.computeIfAbsent(bytes, key -> new ArrayList<>()).add(times);
      }
    }
    all.forEach((bytes, times) -> draw(bytes, protection, times));
    if (sizes.contains(AIM_BYTES)) {
      report.section(subject(AIM_BYTES, protection)).aim("added p50", "aim 3");
    }
  }

  private static Times run(Pair pair, LoopVerticle loop, int bytes, int count, boolean localFirst) throws Exception {
    if (localFirst) {
      Latencies local = local(pair, bytes, count);
      return new Times(local, remote(pair, loop, bytes, count));
    }
    Latencies remote = remote(pair, loop, bytes, count);
    return new Times(local(pair, bytes, count), remote);
  }

  private static Latencies remote(Pair pair, LoopVerticle loop, int bytes, int count) throws Exception {
    PvfClient client = PvfClient.create(pair.vertx());
    return Latencies.of(BenchHost.await(loop.call(() -> JobSequence.run(client, Pair.THERE, bytes, count))));
  }

  private static Latencies local(Pair pair, int bytes, int count) throws Exception {
    return Latencies.of(BenchHost.await(LocalJobs.order(pair.vertx(), bytes, count)));
  }

  private static String subject(int bytes, Protection protection) {
    return size(bytes) + ", " + protection.label();
  }

  private static String size(int bytes) {
    boolean streamed = bytes > DispatchOptions.DEFAULT_INLINE_BYTES;
    return bytes / 1000 + " kB" + (streamed ? " (streamed)" : "");
  }

  private static void add(Section section, Times times) {
    for (double percent : PERCENTS) {
      String name = "p" + (int) percent;
      double local = times.local.millis(percent);
      double remote = times.remote.millis(percent);
      section.add("local " + name, "ms", local).add("remote " + name, "ms", remote)
          .add("added " + name, "ms", remote - local);
    }
  }

  private void draw(int bytes, Protection protection, List<Times> times) {
    bars.group(size(bytes), protection.label(), List.of(
        times.stream().map(round -> round.local.millis(50)).toList(),
        times.stream().map(round -> round.remote.millis(50)).toList(),
        times.stream().map(round -> round.local.millis(99)).toList(),
        times.stream().map(round -> round.remote.millis(99)).toList()));
  }
}
