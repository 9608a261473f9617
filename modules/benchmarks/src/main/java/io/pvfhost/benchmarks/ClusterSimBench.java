package io.pvfhost.benchmarks;

import io.pvfhost.benchmarks.plot.LinePlot;
import io.pvfhost.benchmarks.sim.Network;
import io.pvfhost.benchmarks.sim.Scenario;
import io.pvfhost.benchmarks.sim.Simulation;
import io.pvfhost.benchmarks.workload.Shape;
import io.pvfhost.dispatch.core.DispatchStats;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** Large clusters, simulated. */
@Command(name = "cluster-sim", description = "Dispatcher, grants and adverts of large clusters on a simulated clock "
    + "and network; requesters have no workers. Figures follow from the seed. Fails if "
    + "a job is lost, answered wrongly or twice, or if something stays held when all is over.")
final class ClusterSimBench extends BenchCommand {

  private static final double NANOS_PER_MILLI = 1e6;

  @Option(names = "--hosts", split = ",", defaultValue = "10,100,1000", description = "Hosts.")
  private List<Integer> hosts;
  @Option(names = "--workers", split = ",", defaultValue = "1,2,4,8", description = "Workers of the hosts, in turn.")
  private List<Integer> workers;
  @Option(names = "--load", split = ",", defaultValue = "0.7,0.9", description = "Offered work over capacity.")
  private List<Double> loads;
  @Option(names = "--seeds", split = ",", defaultValue = "1,2,3", description = "Seeds, a round each.")
  private List<Long> seeds;
  @Option(names = "--requesters", defaultValue = "8", description = "Nodes that ask.")
  private int requesters;
  @Option(names = "--jobs", defaultValue = "60000", description = "Jobs of a run that count, at least.")
  private int jobs;
  @Option(names = "--seconds", defaultValue = "4", description = "Simulated seconds that count, at least.")
  private int seconds;
  @Option(names = "--codes", defaultValue = "50", description = "Different validation codes.")
  private int codes;
  @Option(names = "--kill", defaultValue = "0", description = "Percent of the hosts that die during a run.")
  private int kill;
  @Option(names = "--loss", defaultValue = "0", description = "Percent of the messages that never arrive.")
  private double loss;
  @Option(names = "--latency", defaultValue = "0.25",
      description = "Mean time of a message in ms; two fifths of it are the least.")
  private double latency;
  @Option(names = "--plot", description = "Directory for plots over the number of hosts.")
  private Optional<Path> plot = Optional.empty();

  private final LinePlot messages =
      new LinePlot("Messages for a job, adverts not among them", "hosts", "messages a job");
  private final LinePlot tail = new LinePlot("Tail latency over that of an ideal central queue", "hosts",
      "p99 over ideal");
  private final LinePlot adverts = new LinePlot("Adverts that a node hears", "hosts", "adverts a second");

  @Override
  void measure(Report report) throws Exception {
    for (long seed : seeds) {
      for (int count : hosts) {
        for (double load : loads) {
          measure(report, count, load, seed);
        }
      }
    }
    report.note("Ideal is a central queue that costs nothing, with all hosts alive; with hand-over, it keeps a worker "
        + "idle between two jobs for two messages, as whoever binds late must. A message takes " + latency
        + " ms in the mean, " + loss + " % are lost. Messages within a process are not counted.");
    if (plot.isPresent()) {
      Plots.write(plot.get(), "cluster-sim-messages", messages.toSvg());
      Plots.write(plot.get(), "cluster-sim-p99", tail.toSvg());
      Plots.write(plot.get(), "cluster-sim-adverts", adverts.toSvg());
    }
  }

  private Scenario scenario(int count, double load) {
    List<Integer> each = IntStream.range(0, count).mapToObj(i -> workers.get(i % workers.size())).toList();
    double rate = load * each.stream().mapToInt(Integer::intValue).sum() / Shape.MEAN_SERVICE.toMillis() * 1e3;
    Duration duration = Duration.ofMillis((long) Math.max(seconds * 1e3, jobs / rate * 1e3));
    Shape shape = new Shape(each, requesters, load, Duration.ofSeconds(1), duration, Shape.MEAN_SERVICE,
        Shape.LONGEST_SERVICE, codes);
    long mean = (long) (latency * NANOS_PER_MILLI);
    Network network = new Network(Duration.ofNanos(mean * 2 / 5), Duration.ofNanos(mean * 3 / 5), loss / 100);
    return new Scenario(shape, network, count * kill / 100, Scenario.DETECTION, Duration.ofSeconds(12));
  }

  private void measure(Report report, int count, double load, long seed) {
    String subject = String.format(Locale.ROOT, "%d hosts, load %s", count, load);
    progress("cluster-sim: seed " + seed + ", " + subject);
    Scenario scenario = scenario(count, load);
    long start = System.nanoTime();
    Simulation.Result result = Simulation.run(scenario, seed);
    double took = (System.nanoTime() - start) / 1e9;
    report(report.section(subject), scenario, result, took);
    report.section(subject).aim("lost", "aim 0").aim("p99 over ideal", "aim 1.05")
        .aim("messages a job", "aim: the same for any number of hosts");
    check(report, subject + ", seed " + seed, result);
    messages.add("load " + load, count, result.totalMessagesPerJob());
    tail.add("load " + load, count, result.outcomes().millis(99) / result.ideal().millis(99));
    adverts.add("load " + load, count, result.advertsHeard());
  }

  private static void report(Section section, Scenario scenario, Simulation.Result result, double took) {
    double all = sum(result, DispatchStats::accepted);
    section.add("jobs", "", result.outcomes().jobs()).add("lost", "", result.outcomes().lost())
        .add("p50", "ms", result.outcomes().millis(50)).add("p50, ideal", "ms", result.ideal().millis(50))
        .add("p99", "ms", result.outcomes().millis(99)).add("p99, ideal", "ms", result.ideal().millis(99))
        .add("p99 over ideal", "x", result.outcomes().millis(99) / result.ideal().millis(99))
        .add("p99 over ideal with hand-over", "x",
            result.outcomes().millis(99) / result.idealHandedOver().millis(99))
        .add("messages a job", "", result.totalMessagesPerJob());
    result.messagesPerJob().forEach((kind, each) -> section.add("  " + kind.label(), "", each));
    section.add("granted at once", "%", 100 * sum(result, DispatchStats::immediate) / all)
        .add("granted while parked", "%", 100 * sum(result, DispatchStats::parked) / all)
        .add("found busy", "%", 100 * sum(result, DispatchStats::busy) / all)
        .add("second grants", "%", 100 * sum(result, DispatchStats::doubleGrants) / all)
        .add("adverts published by a host", "/s", result.advertsPublished())
        .add("adverts heard by a node", "/s", result.advertsHeard());
    if (scenario.kills() > 0) {
      section.add("hosts killed", "", scenario.kills())
          .add("jobs given to another host", "", sum(result, DispatchStats::totalRedispatched));
    }
    section.add("time of the simulation", "s", took);
  }

  private static double sum(Simulation.Result result, ToLongFunction<DispatchStats> count) {
    return result.stats().stream().mapToLong(count).sum();
  }

  private static void check(Report report, String subject, Simulation.Result result) {
    report.check(result.outcomes().lost() == 0, subject + ": " + result.outcomes().lost() + " jobs were lost");
    report.check(result.outcomes().wrong() + result.outcomes().twice() == 0,
        subject + ": jobs were answered wrongly or twice");
    result.left().forEach(left -> report.check(false, subject + ": " + left));
  }
}
