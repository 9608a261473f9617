package io.pvfhost.benchmarks;

import io.pvfhost.benchmarks.pair.Pair;
import io.pvfhost.benchmarks.pair.Pinger;
import io.pvfhost.benchmarks.pair.Protection;
import io.pvfhost.benchmarks.pair.RawCopy;
import io.pvfhost.benchmarks.pair.Role;
import io.pvfhost.benchmarks.pair.StreamLoad;
import io.pvfhost.benchmarks.plot.BarPlot;
import io.pvfhost.scale.Bytes;
import io.vertx.core.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;

/** Large bodies from one node to another, and what the event bus feels of them. */
@Command(name = "cluster-stream", description = "Large bodies by the streams between two nodes, by plain sockets, and "
    + "by plain sockets with SHA-256 on both sides; meanwhile a ping over the event bus every 3 ms. Fails if a stream "
    + "does not arrive as it was sent.")
final class ClusterStreamBench extends BenchCommand {

  private static final double MIB = 1 << 20;

  @Option(names = "--rounds", defaultValue = "7", description = "Rounds.")
  private int rounds;
  @Option(names = "--bodies", defaultValue = "100", description = "Bodies in a round, for each way.")
  private int bodies;
  @Option(names = "--bytes", defaultValue = "10485760", description = "Size of a body.")
  private int bytes;
  @Option(names = "--in-flight", defaultValue = "4", description = "Bodies at a time.")
  private int inFlight;
  @Option(names = "--warm-up", defaultValue = "200", description = "Bodies before the first round, for each way.")
  private int warmUp;
  @Option(names = "--idle-millis", defaultValue = "1000", description = "Time in a round of pings without bodies.")
  private long idleMillis;
  @Option(names = "--protection", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
  private List<Protection> protections = List.of(Protection.values());
  @Option(names = "--plot", description = "Directory for plots.")
  private Optional<Path> plot = Optional.empty();

  private final BarPlot times = new BarPlot("Large bodies between two nodes", "way", "time for each body, ms",
      List.of("mean"));
  private final BarPlot pings = new BarPlot("Pings over the event bus meanwhile", "what is under way",
      "ping to answer, ms", List.of("p50", "p99"));

  /** A way for bodies to go. */
  private enum Way {
    IDLE("nothing"), RAW("raw copy"), HASHED("raw copy + SHA-256"), STREAMS("streams");

    private final String label;

    Way(String label) {
      this.label = label;
    }
  }

  /** What one way took in one round; the time is that of all bodies. */
  private record Result(double seconds, Latencies pings) {
  }

  @Override
  void measure(Report report) throws Exception {
    byte[] body = new byte[bytes];
    new Random(bytes).nextBytes(body);
    Bytes data = Bytes.wrap(body);
    for (Protection protection : protections) {
      progress("cluster-stream: " + protection.label() + ", starting and warming up");
      try (Workspace workspace = Workspace.create();
          Pair pair = Pair.start(Role.TAKER, protection, workspace.root())) {
        LoopVerticle loop = new LoopVerticle();
        BenchHost.await(pair.vertx().deployVerticle(loop));
        measure(report, protection, new Runner(pair, loop, data, BenchHost.await(RawCopy.port(pair.vertx()))));
      }
    }
    report.note("Raw copies are blocking sockets on the loopback interface, one connection and thread a side for each "
        + "body in flight, memory that is there already, without TLS in both sections. Streams include a ticket over "
        + "the event bus for each body. Both processes share the machine.");
    if (plot.isPresent()) {
      Plots.write(plot.get(), "cluster-stream-times", times.toSvg());
      Plots.write(plot.get(), "cluster-stream-pings", pings.toSvg());
    }
  }

  private void measure(Report report, Protection protection, Runner runner) throws Exception {
    for (Way way : Way.values()) {
      runner.run(way, warmUp);
    }
    Section section = report.section(bytes / MIB + " MiB, " + inFlight + " in flight, " + protection.label());
    Map<Way, List<Result>> all = new EnumMap<>(Way.class);
    for (int round = 1; round <= rounds; round++) {
      progress("cluster-stream: " + protection.label() + ", round " + round + " of " + rounds);
      for (Way way : Way.values()) {
        all.computeIfAbsent(way, key -> new ArrayList<>()).add(runner.run(way, bodies));
      }
      add(section, all);
    }
    section.aim("streams : raw copy", "aim 1.3").aim("ping p99, streams", "aim 10");
    all.forEach((way, results) -> draw(way, protection, results));
  }

  private void add(Section section, Map<Way, List<Result>> all) {
    Map<Way, Result> last = new EnumMap<>(Way.class);
    all.forEach((way, results) -> last.put(way, results.get(results.size() - 1)));
    last.forEach((way, result) -> {
      if (way != Way.IDLE) {
        section.add(way.label, "MiB/s", bytes / MIB * bodies / result.seconds)
            .add(way.label + ", each body", "ms", result.seconds / bodies * 1e3);
      }
    });
    double streams = last.get(Way.STREAMS).seconds;
    section.add("streams : raw copy", "x", streams / last.get(Way.RAW).seconds)
        .add("streams : raw copy + SHA-256", "x", streams / last.get(Way.HASHED).seconds);
    last.forEach((way, result) -> section.add("ping p50, " + way.label, "ms", result.pings.millis(50))
        .add("ping p99, " + way.label, "ms", result.pings.millis(99)));
  }

  private void draw(Way way, Protection protection, List<Result> results) {
    if (way != Way.IDLE) {
      times.group(way.label, protection.label(),
          List.of(results.stream().map(result -> result.seconds / bodies * 1e3).toList()));
    }
    pings.group(way.label, protection.label(), List.of(
        results.stream().map(result -> result.pings.millis(50)).toList(),
        results.stream().map(result -> result.pings.millis(99)).toList()));
  }

  /** Sends bodies by any way, with pings meanwhile. */
  private final class Runner {

    private final Pair pair;
    private final LoopVerticle loop;
    private final Bytes data;
    private final RawCopy raw;

    Runner(Pair pair, LoopVerticle loop, Bytes data, int rawPort) {
      this.pair = pair;
      this.loop = loop;
      this.data = data;
      this.raw = new RawCopy(rawPort, data);
    }

    Result run(Way way, int count) throws Exception {
      Pinger pinger = new Pinger(pair.vertx());
      BenchHost.await(loop.call(() -> {
        pinger.start();
        return Future.succeededFuture();
      }));
      double seconds = send(way, count).call();
      return new Result(seconds, Latencies.of(BenchHost.await(loop.call(pinger::stop))));
    }

    private Callable<Double> send(Way way, int count) {
      return switch (way) {
        case IDLE -> () -> {
          Thread.sleep(idleMillis);
          return idleMillis / 1e3;
        };
        case RAW -> () -> raw.seconds(count, inFlight, false);
        case HASHED -> () -> raw.seconds(count, inFlight, true);
        case STREAMS -> () -> streams(count);
      };
    }

    private double streams(int count) throws Exception {
      long start = System.nanoTime();
      BenchHost.await(loop.call(() -> StreamLoad.run(pair.vertx(), pair.node().streams(), data, count, inFlight)));
      return (System.nanoTime() - start) / 1e9;
    }
  }
}
