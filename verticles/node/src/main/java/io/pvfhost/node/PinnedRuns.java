package io.pvfhost.node;

import io.pvfhost.api.ClusterReply;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.HostReport;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.PvfException;
import io.pvfhost.node.compare.HostAnswer;
import io.vertx.core.Future;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** One candidate on several hosts of a cluster at the same time, each run bound to its host. */
final class PinnedRuns {

  private static final String ALIVE = "alive";
  /** Hosts make themselves known every half second, to one who has just joined as well. */
  private static final int LOOKS = 20;
  private static final long LOOK_MILLIS = 100;

  private final PvfClient client;

  PinnedRuns(PvfClient client) {
    this.client = client;
  }

  /**
   * Runs a candidate.
   *
   * @param count of hosts
   * @return what each answered, by name of the host
   * @throws InputException if there are fewer hosts
   */
  List<HostAnswer> run(ExecuteRequest request, int count) throws InterruptedException {
    List<String> hosts = hosts(count);
    List<Future<ExecuteReply>> replies = new ArrayList<>();
    for (String host : hosts) {
      ExecuteRequest pinned = request.toBuilder().jobId(UUID.randomUUID().toString()).host(host).build();
      replies.add(client.execute(pinned)
          .recover(failure -> Future.succeededFuture(ExecuteReply.refused(pinned, PvfException.of(failure)))));
    }
    List<HostAnswer> answers = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      answers.add(new HostAnswer(hosts.get(i), replies.get(i).await()));
    }
    return answers;
  }

  // Those with most idle workers first.
  private List<String> hosts(int count) throws InterruptedException {
    List<HostReport> alive = alive();
    for (int looks = 1; looks < LOOKS && alive.size() < count; looks++) {
      Thread.sleep(LOOK_MILLIS);
      alive = alive();
    }
    if (alive.size() < count) {
      throw new InputException("--hosts: " + count + " are asked for, the cluster has " + alive.size() + " alive: "
          + alive.stream().map(HostReport::name).sorted().toList());
    }
    return alive.stream()
        .sorted(Comparator.comparingLong(HostReport::idle).reversed().thenComparing(HostReport::name))
        .limit(count).map(HostReport::name).sorted().toList();
  }

  private List<HostReport> alive() {
    ClusterReply cluster;
    try {
      cluster = client.cluster().await();
    } catch (PvfException e) {
      throw new HostException("cannot ask for the hosts of the cluster: " + e.getMessage(), e);
    }
    return cluster.hosts().stream().filter(host -> host.state().equals(ALIVE)).toList();
  }
}
