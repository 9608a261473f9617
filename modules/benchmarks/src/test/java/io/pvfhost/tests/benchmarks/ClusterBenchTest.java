package io.pvfhost.tests.benchmarks;

import io.pvfhost.benchmarks.Bench;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The benchmarks of clusters with a few jobs: real nodes on the loopback interface, where there are any. */
@Timeout(240)
class ClusterBenchTest {

  @TempDir
  private Path plots;

  @RegisterExtension
  private final CapturedOutput output = new CapturedOutput();

  private JsonObject figures(String... command) {
    output.clear();
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--json", "--plot", plots.toString()));
    assertEquals(0, Bench.run(arguments.toArray(new String[0])), output::text);
    return new JsonObject(output.text()).getJsonObject("figures");
  }

  private static double median(JsonObject section, String figure) {
    return section.getJsonObject(figure).getDouble("median");
  }

  @Test
  void dispatchComparesAllSchemesOnTheSameJobs() throws Exception {
    JsonObject figures = figures("cluster-dispatch", "--seconds", "1", "--warm-up", "0", "--seeds", "4", "--load",
        "0.4");
    assertEquals(Set.of("load 0.4, ideal central queue", "load 0.4, round robin", "load 0.4, idle tokens",
        "load 0.4, IQueue", "load 0.4, ours"), figures.fieldNames());
    JsonObject ideal = figures.getJsonObject("load 0.4, ideal central queue");
    for (String scheme : figures.fieldNames()) {
      JsonObject section = figures.getJsonObject(scheme);
      assertEquals(ideal.getJsonObject("jobs"), section.getJsonObject("jobs"));
      assertEquals(1, section.getJsonObject("p99").getJsonArray("runs").size());
      assertTrue(median(section, "p50") <= median(section, "p90") && median(section, "p90") <= median(section, "p99"));
    }
    JsonObject ours = figures.getJsonObject("load 0.4, ours");
    assertEquals(0, ours.getJsonObject("lost").getDouble("max"));
    assertTrue(median(ours, "messages a job") > 0);
    assertEquals(List.of("cluster-dispatch-0.4.svg"), SvgFiles.names(plots));
  }

  @Test
  void dispatchFailsWhenOursLosesJobs() {
    // Three times as much work as there are workers for, and a second for each job.
    assertEquals(1, Bench.run("cluster-dispatch", "--seconds", "3", "--warm-up", "1", "--seeds", "1", "--load", "3",
        "--deadline", "1", "--schemes", "OURS"), output::text);
    assertTrue(output.text().contains("FAILED: load 3.0, seed 1: ours lost"), output::text);
  }

  @Test
  void remoteComparesTheSameJobsOnTheSameHost() throws Exception {
    JsonObject figures = figures("cluster-remote", "--rounds", "2", "--jobs", "5", "--warm-up", "3", "--bytes",
        "1000,100000,300000");
    assertEquals(Set.of("1 kB, open", "100 kB, open", "300 kB (streamed), open", "1 kB, TLS and HMAC",
        "100 kB, TLS and HMAC", "300 kB (streamed), TLS and HMAC"), figures.fieldNames());
    for (String subject : figures.fieldNames()) {
      JsonObject section = figures.getJsonObject(subject);
      for (String percentile : List.of("p50", "p90", "p99")) {
        for (int round = 0; round < 2; round++) {
          assertEquals(run(section, "remote " + percentile, round) - run(section, "local " + percentile, round),
              run(section, "added " + percentile, round), 1e-9);
        }
      }
    }
    assertEquals(List.of("cluster-remote.svg"), SvgFiles.names(plots));
  }

  private static double run(JsonObject section, String figure, int round) {
    return section.getJsonObject(figure).getJsonArray("runs").getDouble(round);
  }

  @Test
  void streamsAreComparedWithRawCopies() throws Exception {
    JsonObject figures = figures("cluster-stream", "--rounds", "1", "--bodies", "6", "--warm-up", "4", "--bytes",
        "1048576", "--in-flight", "3", "--idle-millis", "100");
    assertEquals(Set.of("1.0 MiB, 3 in flight, open", "1.0 MiB, 3 in flight, TLS and HMAC"), figures.fieldNames());
    for (String subject : figures.fieldNames()) {
      JsonObject section = figures.getJsonObject(subject);
      assertEquals(median(section, "streams, each body") / median(section, "raw copy, each body"),
          median(section, "streams : raw copy"), 1e-9);
      assertTrue(median(section, "ping p50, streams") > 0 && median(section, "ping p50, nothing") > 0);
    }
    assertEquals(List.of("cluster-stream-pings.svg", "cluster-stream-times.svg"), SvgFiles.names(plots));
  }

  @Test
  void simulationsTellTheSameAgain() throws Exception {
    String[] command = {"cluster-sim", "--hosts", "5,20", "--load", "0.8", "--seeds", "9", "--jobs", "2000",
        "--seconds", "1"};
    JsonObject first = figures(command);
    JsonObject second = figures(command);
    assertEquals(Set.of("5 hosts, load 0.8", "20 hosts, load 0.8"), first.fieldNames());
    for (String subject : first.fieldNames()) {
      // What it cost here is the one figure that does not follow from the seed.
      first.getJsonObject(subject).remove("time of the simulation");
      second.getJsonObject(subject).remove("time of the simulation");
      assertTrue(median(first.getJsonObject(subject), "messages a job") > 4);
    }
    assertEquals(first, second);
    assertEquals(List.of("cluster-sim-adverts.svg", "cluster-sim-messages.svg", "cluster-sim-p99.svg"),
        SvgFiles.names(plots));
  }

  @Test
  void simulationFailsWhenJobsAreLost() {
    assertEquals(1, Bench.run("cluster-sim", "--hosts", "3", "--load", "0.5", "--seeds", "1", "--jobs", "500",
        "--seconds", "1", "--loss", "95"), output::text);
    assertTrue(output.text().contains("FAILED: 3 hosts, load 0.5, seed 1:"), output::text);
  }
}
