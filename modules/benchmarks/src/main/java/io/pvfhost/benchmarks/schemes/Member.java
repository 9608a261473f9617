package io.pvfhost.benchmarks.schemes;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.pvfhost.cluster.ClusterNode;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.metrics.MetricsOptions;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One node of the cluster.
 *
 * @param index from 0
 * @param clustered its Vert.x, its membership and its peers
 */
record Member(int index, ClusteredVertx clustered) {

  private static final long START_SECONDS = 60;

  /**
   * Starts a node.
   *
   * @param index from 0
   * @param others nodes that are there already
   * @param keyFile the cluster's key
   */
  static Member start(int index, List<Member> others, Path keyFile) throws TimeoutException {
    VertxOptions metered = new VertxOptions().setMetricsOptions(new MetricsOptions().setEnabled(true));
    ClusterOptions options = new ClusterOptions().setId("bench-" + index).setClusterName("pvf-bench").setPort(0)
        .setKeyFile(keyFile.toString())
        .setJoin(others.stream().map(other -> other.clustered.address().toString()).toList());
    ClusteredVertx clustered = ClusteredVertx.start(metered, options).await(START_SECONDS, TimeUnit.SECONDS);
    return new Member(index, clustered);
  }

  ClusterNode node() {
    return clustered.node();
  }

  Vertx vertx() {
    return clustered.vertx();
  }

  /** The Hazelcast member of this node. */
  HazelcastInstance hazelcast() {
    int port = clustered.address().port();
    return Hazelcast.getAllHazelcastInstances().stream()
        .filter(instance -> instance.getCluster().getLocalMember().getAddress().getPort() == port)
        .findFirst().orElseThrow();
  }

  Future<Void> close() {
    return clustered.close();
  }
}
