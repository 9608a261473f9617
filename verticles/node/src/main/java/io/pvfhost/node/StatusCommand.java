package io.pvfhost.node;

import io.pvfhost.api.ClusterReply;
import io.pvfhost.api.HostReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** {@code pvf status}. */
@Command(name = "status", sortOptions = false, description = {
    "Shows the hosts of a cluster and how they are doing. Default: the cluster of the node at 127.0.0.1:5701.",
    "Exit code 0 if at least one host takes jobs, 3 if none does or no member answers."})
final class StatusCommand implements Callable<Integer> {

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long POLL_MILLIS = 100;

  @Spec
  private CommandSpec spec;
  @Mixin
  private JoinOptions cluster;
  @Mixin
  CommonOptions common;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    ClusterStatus status;
    try (JoinedNode node = cluster.joinOrDefault()) {
      status = ask(node);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? status.toJson().encode() : status.toText());
    if (!status.isUsable()) {
      throw new HostException("no host of the cluster takes jobs" + (status.others().isEmpty() ? ""
          : "; members that were not heard run none, or have a key that this command was not given (--config)"), null);
    }
    return ExitCode.OK;
  }

  /** Hosts are known from their adverts only; a member that has not been heard may be about to be. */
  private static ClusterStatus ask(JoinedNode node) throws InterruptedException {
    long start = System.nanoTime();
    ClusterStatus status = askOnce(node);
    while (!status.others().isEmpty() && System.nanoTime() - start < LIMIT_NANOS) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      status = askOnce(node);
    }
    return status;
  }

  private static ClusterStatus askOnce(JoinedNode node) {
    ClusterReply reply = node.client().cluster().await();
    List<String> heard = reply.hosts().stream().map(HostReport::name).toList();
    return new ClusterStatus(reply.hosts(), node.otherNames().stream().filter(name -> !heard.contains(name)).toList());
  }
}
