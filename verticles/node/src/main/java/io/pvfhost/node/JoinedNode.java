package io.pvfhost.node;

import io.pvfhost.api.PvfClient;
import io.pvfhost.dispatch.DispatchOptions;
import io.pvfhost.dispatch.DispatchVerticle;
import io.pvfhost.hazelcast.ClusterException;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * This process as a member of a cluster that runs already, for a command's time: it has no workers and holds nothing of
 * what the cluster shares. For callers outside of Vert.x: all methods block.
 */
final class JoinedNode implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JoinedNode.class);
  /** A frozen member that the others have not removed yet is silent for about as long. */
  private static final Duration PATIENCE = Duration.ofSeconds(12);
  private static final long CLOSE_SECONDS = 15;

  private final ClusteredVertx cluster;

  private JoinedNode(ClusteredVertx cluster) {
    this.cluster = cluster;
  }

  /**
   * Joins a cluster.
   *
   * @param members where to, as host:port; one that answers is enough
   * @param base address, keys and name of the cluster; id, ports and join do not matter
   * @param rules label of the rule set by which jobs are to be judged; hosts that have another one are not asked
   * @throws InputException if the options cannot be
   * @throws HostException naming the members when none of them answers within about 10 s
   */
  static JoinedNode join(List<String> members, ClusterOptions base, String rules) {
    try {
      ClusterOptions options = new ClusterOptions(base)
          .setId("pvf-" + ProcessHandle.current().pid())
          .setJoin(members)
          .setLite(true)
          .setPort(0)
          .setBusPort(0)
          .setStreamPort(0)
          .setPublicAddress("")
          .setPublicPort(0)
          .setBusPublicPort(0)
          .setStreamPublicPort(0);
      return new JoinedNode(ClusteredVertx.join(vertxOptions(), options, PATIENCE).await()).deploy(rules);
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage(), e);
    } catch (ClusterException e) {
      throw new HostException(e.getMessage(), e);
    }
  }

  private JoinedNode deploy(String rules) {
    try {
      vertx().deployVerticle(new DispatchVerticle(new DispatchOptions().setRules(rules), cluster.node())).await();
      WarmUp.run(client());
      return this;
    } catch (RuntimeException e) {
      close();
      throw new HostException("the cluster cannot be used: " + LocalNode.message(e), e);
    }
  }

  private static VertxOptions vertxOptions() {
    return new VertxOptions().setFileSystemOptions(new FileSystemOptions()
        .setFileCachingEnabled(false)
        .setClassPathResolvingEnabled(false));
  }

  /** Vert.x, in the cluster. */
  Vertx vertx() {
    return cluster.vertx();
  }

  /** A client of the cluster. */
  PvfClient client() {
    return PvfClient.create(cluster.vertx());
  }

  /** Names of the other members of the cluster, those that run no jobs included. */
  List<String> otherNames() {
    return cluster.otherNames();
  }

  @Override
  public void close() {
    try {
      cluster.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.warn("The cluster was not left within {} s; it will find out", CLOSE_SECONDS, e);
    } catch (RuntimeException e) {
      LOG.warn("The cluster was not left in order: {}", LocalNode.message(e), e);
    }
  }
}
