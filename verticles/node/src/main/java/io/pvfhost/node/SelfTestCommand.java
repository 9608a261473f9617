package io.pvfhost.node;

import io.pvfhost.api.HostReport;
import io.pvfhost.api.PvfClient;
import io.vertx.core.Vertx;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code pvf selftest}. */
@Command(name = "selftest", sortOptions = false, description = {
    "Validates candidates of known verdict on each host of a cluster and compares the answers; when no cluster is "
        + "named, on a node that it starts itself.",
    "Reports on the event bus too, at " + SelfTest.ADDRESS + ". Exit code 0 if all tests passed, 1 if not, 3 if no "
        + "host was reached."})
final class SelfTestCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;
  @Mixin
  private JoinOptions cluster;
  @Mixin
  private HostRules rules;
  @Mixin
  CommonOptions common;

  @Option(names = "--report", paramLabel = "DIR", description = "Write a report as JUnit XML to this directory.")
  private Path report;

  @Override
  public Integer call() {
    Optional<Path> directory = Optional.ofNullable(report).map(SelfTestCommand::made);
    if (cluster.isGiven()) {
      try (JoinedNode node = cluster.join(rules.label())) {
        return run(node.vertx(), node.client(), hosts(node.client()), directory);
      }
    }
    try (LocalNode node = LocalNode.start(rules.over(new NodeOptions()))) {
      return run(node.vertx(), node.client(), List.of(node.name()), directory);
    }
  }

  private int run(Vertx vertx, PvfClient client, List<String> hosts, Optional<Path> directory) {
    return new SelfTestRun(vertx, spec.commandLine().getOut()).run(client, hosts, directory) ? ExitCode.OK
        : ExitCode.INVALID;
  }

  // A host that is there but cannot take jobs is tested as well, and fails.
  private static List<String> hosts(PvfClient client) {
    List<String> hosts = client.cluster().await().hosts().stream().map(HostReport::name).toList();
    if (hosts.isEmpty()) {
      throw new HostException("the cluster has no host", null);
    }
    return hosts;
  }

  private static Path made(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new InputException("--report: cannot make " + directory + ": " + Inputs.cause(e), e);
    }
  }
}
