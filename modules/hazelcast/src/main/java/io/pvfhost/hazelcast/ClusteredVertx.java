package io.pvfhost.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.core.HazelcastInstance;
import io.pvfhost.cluster.ClusterNode;
import io.pvfhost.cluster.Membership;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.hazelcast.impl.Members;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Vert.x as a node of a cluster. Several may live in one JVM. Starting and closing take place on threads of their own,
 * where their futures complete; everything else may be called from any thread.
 */
public final class ClusteredVertx {

  private static final Logger LOG = LoggerFactory.getLogger(ClusteredVertx.class);
  private static final long CLOSE_SECONDS = 10;

  private final HazelcastInstance hazelcast;
  private final Vertx vertx;
  private final ClusterNode node;
  private final Members members;
  private Future<Void> closed;

  ClusteredVertx(HazelcastInstance hazelcast, Vertx vertx, ClusterNode node, Members members) {
    this.hazelcast = hazelcast;
    this.vertx = vertx;
    this.node = node;
    this.members = members;
  }

  /**
   * Starts a node. It joins by the members that the options name. While none of them answers it is a cluster of its
   * own, which they join or merge with when they come; a lite node waits for them.
   *
   * @param base options of Vert.x; those of the event bus are replaced, native transport is preferred
   * @param options of the cluster
   * @return the node; fails with a {@link ClusterException}, or with an IllegalArgumentException if the options
   *     contradict each other or ask for what is not safe
   */
  public static Future<ClusteredVertx> start(VertxOptions base, ClusterOptions options) {
    ClusterStart start = new ClusterStart(base, options, false);
    Promise<ClusteredVertx> promise = Promise.promise();
    thread("cluster-start", () -> complete(promise, start::run));
    return promise.future();
  }

  /**
   * Joins a cluster that is there: like {@link #start}, but fails when no full member answers by one of the addresses
   * that the options name.
   *
   * @param patience longest time for all of it; a member that is frozen answers nothing
   * @throws IllegalArgumentException if the options name no member
   */
  public static Future<ClusteredVertx> join(VertxOptions base, ClusterOptions options, Duration patience) {
    if (options.getJoin().isEmpty()) {
      throw new IllegalArgumentException("join is empty: at least one member is needed");
    }
    ClusterStart start = new ClusterStart(base, options, true);
    CompletableFuture<ClusteredVertx> result = new CompletableFuture<>();
    thread("cluster-join", () -> complete(result, start::run));
    return Future.fromCompletionStage(result.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS))
        .recover(failure -> Future.failedFuture(failure instanceof TimeoutException ? start.noAnswer() : failure));
  }

  // A node that comes up when nobody waits for it any more leaves at once.
  private static void complete(CompletableFuture<ClusteredVertx> result, Supplier<ClusteredVertx> start) {
    try {
      ClusteredVertx node = start.get();
      if (!result.complete(node)) {
        node.close();
      }
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  private static <T> void complete(Promise<T> promise, Supplier<T> action) {
    try {
      promise.complete(action.get());
    } catch (RuntimeException e) {
      promise.fail(e);
    }
  }

  private static void thread(String name, Runnable action) {
    Thread thread = new Thread(action, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Vert.x. Closed by {@link #close()}. */
  public Vertx vertx() {
    return vertx;
  }

  /** This node's ways to its peers, for its verticles. Ended by {@link #close()}. */
  public ClusterNode node() {
    return node;
  }

  /** This node. */
  public NodeIdentity identity() {
    return node.identity();
  }

  /** Who leaves. */
  public Membership membership() {
    return members;
  }

  /** Members so far that did not show the cluster's key; none in an open cluster. */
  public long strangers() {
    return members.strangers();
  }

  /** Where this node's Hazelcast is reached: what other nodes join by. */
  public HostAndPort address() {
    Address address = hazelcast.getCluster().getLocalMember().getAddress();
    return new HostAndPort(address.getHost(), address.getPort());
  }

  /** Members of the cluster, this one and lite ones included. */
  public int memberCount() {
    return hazelcast.getCluster().getMembers().size();
  }

  /** Names of the other members, as they call themselves; those that run no jobs and strangers included. */
  public List<String> otherNames() {
    return members.otherNames();
  }

  /**
   * Whether each of the things that the cluster shares has all of its backups, so that a node may be stopped without
   * loss. Asks all members, on a worker thread of Vert.x.
   */
  public Future<Boolean> isSafe() {
    return vertx.executeBlocking(() -> hazelcast.getPartitionService().isClusterSafe(), false);
  }

  /** Ends Vert.x, then leaves the cluster. May be called again, for the same future. */
  public synchronized Future<Void> close() {
    if (closed == null) {
      Promise<Void> promise = Promise.promise();
      thread("cluster-stop", () -> complete(promise, () -> {
        closeBlocking();
        return null;
      }));
      closed = promise.future();
    }
    return closed;
  }

  private void closeBlocking() {
    try {
      node.streams().close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
      vertx.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.warn("Vert.x did not close within {} s", CLOSE_SECONDS, e);
    } finally {
      hazelcast.shutdown();
    }
  }
}
