package io.pvfhost.node;

import io.pvfhost.dispatch.DispatchOptions;
import io.pvfhost.execute.HostOptions;
import io.pvfhost.hazelcast.ClusterOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** {@code pvf demo}. */
@Command(name = "demo", sortOptions = false, description = {
    "Starts a node with real worker processes, validates a collection of valid, invalid and hostile candidates and a "
        + "chain of blocks, and checks every verdict.",
    "With --nodes 2 or more it starts so many nodes on loopback, each in a process of its own, with 1, 2, 4 and so on "
        + "workers, shows which of them ran each job, and kills the largest in the middle of a load.",
    "Exit code 0 if all are as expected, else 1; 3 if a node cannot start."})
final class DemoCommand implements Callable<Integer> {

  private static final int MAX_JOBS = 100_000;
  private static final int MAX_WORKERS = 64;
  private static final int MAX_NODES = 4;

  @Spec
  private CommandSpec spec;
  @Mixin
  private HostRules rules;
  @Mixin
  CommonOptions common;

  @Option(names = "--nodes", paramLabel = "N", defaultValue = "1",
      description = "Nodes, 1 to " + MAX_NODES + "; default ${DEFAULT-VALUE}, in this process.")
  private int nodes;
  @Option(names = "--jobs", paramLabel = "N", defaultValue = "40",
      description = "Length of the chain of adder blocks, 1 to " + MAX_JOBS + "; default ${DEFAULT-VALUE}. The load on "
          + "several nodes is ten times as long.")
  private int jobs;
  @Option(names = "--workers", paramLabel = "N",
      description = "Execute workers of a single node, 1 to " + MAX_WORKERS + "; default the number of processors.")
  private Integer workers;
  @Option(names = "--json", description = "Print one JSON object a line, the last one the summary.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Inputs.inRange("--jobs", jobs, 1, MAX_JOBS);
    Inputs.inRange("--nodes", nodes, 1, MAX_NODES);
    if (workers != null) {
      Inputs.inRange("--workers", workers, 1, MAX_WORKERS);
    }
    if (nodes > 1 && workers != null) {
      throw new InputException("--workers: several nodes have 1, 2, 4 and so on");
    }
    if (nodes > 1 && rules.label().isPresent()) {
      throw new InputException("--rules: several nodes have the default ones");
    }
    boolean asExpected = nodes == 1 ? runOnOne(workers == null ? HostOptions.DEFAULT_WORKERS : workers)
        : runOnSeveral();
    return asExpected ? ExitCode.OK : ExitCode.INVALID;
  }

  private boolean runOnOne(int count) {
    progress().printf("starting a node with %d execute worker%s%n", count, count == 1 ? "" : "s");
    progress().flush();
    NodeOptions options = rules.over(new NodeOptions());
    options.execute().setWorkers(count);
    try (LocalNode node = LocalNode.start(options)) {
      DemoReport report = json ? DemoReport.json(out()) : DemoReport.table(out());
      Demo demo = new Demo(node.client(), count, report);
      demo.prepare();
      DemoSummary summary = demo.run(jobs);
      report.summary(summary);
      return summary.isAsExpected();
    }
  }

  private boolean runOnSeveral() throws InterruptedException {
    progress().printf("starting %d nodes on loopback, demo-1 to demo-%d, with 1 to %d workers%n", nodes, nodes,
        DemoCluster.workers(nodes - 1));
    progress().flush();
    long start = System.nanoTime();
    try (DemoCluster cluster = DemoCluster.start(nodes)) {
      boolean asExpected = false;
      try (JoinedNode requester = JoinedNode.join(cluster.members(), new ClusterOptions(),
          DispatchOptions.DEFAULT_RULES)) {
        progress().printf("ready after %.1f s%n", (System.nanoTime() - start) / 1e9);
        asExpected = new ClusterDemo(cluster, requester.client(), out(), progress(), json).run(jobs);
        return asExpected;
      } finally {
        if (asExpected) {
          cluster.forgetLogs();
        } else {
          progress().println("the logs of the nodes are in " + cluster.logs());
        }
      }
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter progress() {
    return json ? spec.commandLine().getErr() : out();
  }
}
