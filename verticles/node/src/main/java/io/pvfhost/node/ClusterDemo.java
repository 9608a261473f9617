package io.pvfhost.node;

import io.pvfhost.api.PvfClient;
import io.pvfhost.node.load.LoadMix;
import io.pvfhost.node.load.LoadObserver;
import io.pvfhost.node.load.LoadOptions;
import io.pvfhost.node.load.LoadReport;
import io.pvfhost.node.load.LoadRun;
import io.vertx.core.json.JsonObject;

import java.io.PrintWriter;
import java.util.List;
import java.util.TreeMap;

/**
 * The demo on several nodes: its jobs, and then a load in the middle of which the largest node is killed, of which no
 * caller must notice anything but time.
 */
final class ClusterDemo {

  private static final int LOAD_FOR_EACH_BLOCK = 10;
  private static final int JOBS_PER_WORKER = 2;

  private final DemoCluster cluster;
  private final PvfClient client;
  private final PrintWriter out;
  private final PrintWriter progress;
  private final boolean json;
  private final NodeProcess victim;
  private final int workers;

  /**
   * @param cluster the nodes
   * @param client of a node that has joined them
   * @param out for the results
   * @param progress for what happens meanwhile; the same as {@code out} if people read it
   * @param json whether the results are for programs
   */
  ClusterDemo(DemoCluster cluster, PvfClient client, PrintWriter out, PrintWriter progress, boolean json) {
    this.cluster = cluster;
    this.client = client;
    this.out = out;
    this.progress = progress;
    this.json = json;
    List<NodeProcess> nodes = cluster.nodes();
    this.victim = nodes.get(nodes.size() - 1);
    this.workers = DemoCluster.workers(nodes.size()) - 1;
  }

  /**
   * Runs everything.
   *
   * @param blocks length of the chain
   * @return whether all is as expected
   */
  boolean run(int blocks) throws InterruptedException {
    DemoReport report = json ? DemoReport.json(out) : DemoReport.tableOfHosts(out);
    DemoSummary summary = new Demo(client, workers, report).run(blocks);
    if (!json) {
      report.summary(summary);
      out.printf("hosts: %s%n%n", new TreeMap<>(summary.hosts()));
    }
    LoadReport load = load(LOAD_FOR_EACH_BLOCK * blocks);
    if (json) {
      JsonObject all = summary.toJson();
      all.getJsonObject("summary").put("load", load.toJson()).put("killed", victim.name());
      out.println(all.encode());
    } else {
      out.println(load.toText());
    }
    return summary.isAsExpected() & load.isRight() & othersLive();
  }

  private LoadReport load(int jobs) throws InterruptedException {
    LoadOptions options = new LoadOptions(jobs, JOBS_PER_WORKER * workers, 1, LoadOptions.DEFAULT_DEADLINE,
        LoadOptions.DEFAULT_MARGIN);
    tell("load of " + jobs + " jobs, " + options.concurrency() + " in flight, with the loss of a node");
    return new LoadRun(client::execute, LoadMix.standard(), options, killer(jobs)).run();
  }

  private LoadObserver killer(int jobs) {
    return (ended, wrong, none) -> {
      if (2 * ended >= jobs && victim.isAlive()) {
        victim.kill();
        tell(victim.name() + " is killed (SIGKILL) after " + ended + " of the jobs");
      }
    };
  }

  private boolean othersLive() {
    boolean live = true;
    for (NodeProcess node : cluster.nodes()) {
      if (node != victim && !node.isAlive()) {
        progress.println("node " + node.name() + " HAS ENDED, though nobody killed it");
        live = false;
      }
    }
    return live;
  }

  private void tell(String line) {
    progress.println(line);
    progress.flush();
  }
}
