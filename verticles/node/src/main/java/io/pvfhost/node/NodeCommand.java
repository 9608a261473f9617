package io.pvfhost.node;

import io.pvfhost.api.PvfAddresses;
import io.pvfhost.hazelcast.ClusterOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** {@code pvf node}. */
@Command(name = "node", sortOptions = false, description = {
    "Runs a node until SIGTERM or SIGINT, which let running jobs end within the grace time.",
    "Prints one line when it is ready. Exit code 2 for a bad configuration, 3 if the node cannot start; after a signal "
        + "that of the signal (143 or 130)."})
final class NodeCommand implements Callable<Integer> {

  private static final int MAX_WORKERS = 4096;

  @Spec
  private CommandSpec spec;
  @Mixin
  private HostRules rules;
  @Mixin
  CommonOptions common;

  @Option(names = "--config", paramLabel = "FILE",
      description = "Configuration in YAML; config/node.yaml lists every option. Default: the defaults.")
  private Path config;
  @Mixin
  private ClusterFlags cluster;
  @Option(names = "--workers", paramLabel = "N",
      description = "Jobs that run at the same time; overrides the configuration. In a cluster, 0 for a node that "
          + "gives jobs to other nodes only.")
  private Integer workers;
  @Option(names = "--management-port", paramLabel = "P",
      description = "Port for health and metrics over HTTP, 0 for any; overrides the configuration.")
  private Integer managementPort;

  @Override
  public Integer call() throws InterruptedException {
    CommonOptions.defaultLevel("INFO");
    NodeOptions options = options();
    LocalNode node = LocalNode.start(options);
    PrintWriter out = spec.commandLine().getOut();
    out.println(ready(options, node));
    // Signals end the JVM, and its shutdown hook stops the node.
    new CountDownLatch(1).await();
    return ExitCode.OK;
  }

  private NodeOptions options() {
    if (managementPort != null) {
      Inputs.inRange("--management-port", managementPort, 0, ManagementOptions.MAX_PORT);
    }
    NodeOptions options = rules.over(config == null ? new NodeOptions() : NodeOptions.load(config));
    Optional<ClusterOptions> joined = cluster.over(options.cluster());
    if (joined.isPresent()) {
      options = options.withCluster(joined.get());
    }
    if (workers != null) {
      Inputs.inRange("--workers", workers, joined.isPresent() ? 0 : 1, MAX_WORKERS);
      options = options.withWorkers(workers);
    }
    if (managementPort != null) {
      options.management().setPort(managementPort);
    }
    return options;
  }

  private static String ready(NodeOptions options, LocalNode node) {
    return "pvf node ready: host " + node.name() + ", pid " + ProcessHandle.current().pid() + ", "
        + (options.hasWorkers() ? workers(options) : "no workers") + ", serving "
        + String.join(", ", PvfAddresses.EXECUTE, PvfAddresses.PREPARE, PvfAddresses.STATUS, PvfAddresses.JSON)
        + node.managementPort().stream().mapToObj(port -> ", management http://"
            + options.management().getAddress() + ":" + port).findFirst().orElse("")
        + node.membership().map(membership -> ", " + membership).orElse("");
  }

  private static String workers(NodeOptions options) {
    return options.execute().getWorkers() + " execute workers, " + options.prepare().getWorkers()
        + " prepare workers, rules " + options.execute().getRules() + ", cache "
        + options.execute().getCacheDirectory();
  }
}
