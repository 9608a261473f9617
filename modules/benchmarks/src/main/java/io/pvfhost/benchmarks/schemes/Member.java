package io.pvfhost.benchmarks.schemes;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.metrics.MetricsOptions;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One node of the cluster.
 *
 * @param index from 0
 * @param node its Vert.x and its membership
 */
record Member(int index, ClusteredVertx node) {

  private static final long START_SECONDS = 60;

  /**
   * Starts a node.
   *
   * @param index from 0
   * @param others nodes that are there already
   */
  static Member start(int index, List<Member> others) throws TimeoutException {
    VertxOptions metered = new VertxOptions().setMetricsOptions(new MetricsOptions().setEnabled(true));
    ClusterOptions options = new ClusterOptions().setId("bench-" + index).setClusterName("pvf-bench").setPort(0)
        .setJoin(others.stream().map(other -> other.node.address().toString()).toList());
    return new Member(index, ClusteredVertx.start(metered, options).await(START_SECONDS, TimeUnit.SECONDS));
  }

  Vertx vertx() {
    return node.vertx();
  }

  /** The Hazelcast member of this node. */
  HazelcastInstance hazelcast() {
    int port = node.address().port();
    return Hazelcast.getAllHazelcastInstances().stream()
        .filter(instance -> instance.getCluster().getLocalMember().getAddress().getPort() == port)
        .findFirst().orElseThrow();
  }
}
