package io.pvfhost.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.pvfhost.cluster.Membership;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.hazelcast.impl.MemberConfig;
import io.pvfhost.hazelcast.impl.Members;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Vert.x as a node of a cluster. Several may live in one JVM. Starting and closing take place on threads of their own,
 * where their futures complete; everything else may be called from any thread.
 */
public final class ClusteredVertx {

  private static final Logger LOG = LoggerFactory.getLogger(ClusteredVertx.class);
  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
  private static final long CLOSE_SECONDS = 10;

  private final HazelcastInstance hazelcast;
  private final Vertx vertx;
  private final NodeIdentity identity;
  private final Members members;
  private Future<Void> closed;

  private ClusteredVertx(HazelcastInstance hazelcast, Vertx vertx, NodeIdentity identity, Members members) {
    this.hazelcast = hazelcast;
    this.vertx = vertx;
    this.identity = identity;
    this.members = members;
  }

  /**
   * Starts a node. It joins the members that the options name; while none of them answers it is a cluster of its own,
   * which the others join or merge with when they come.
   *
   * @param base options of Vert.x; those of the event bus are replaced, native transport is preferred
   * @param options of the cluster
   * @return the node; fails with a {@link ClusterException}
   */
  public static Future<ClusteredVertx> start(VertxOptions base, ClusterOptions options) {
    VertxOptions ownBase = new VertxOptions(base);
    ClusterOptions ownOptions = new ClusterOptions(options);
    Promise<ClusteredVertx> promise = Promise.promise();
    new Thread(() -> {
      try {
        promise.complete(startBlocking(ownBase, ownOptions));
      } catch (ClusterException e) {
        promise.fail(e);
      } catch (RuntimeException e) {
        promise.fail(new ClusterException("the cluster cannot be started: " + e.getMessage(), e));
      }
    }, "cluster-start").start();
    return promise.future();
  }

  private static ClusteredVertx startBlocking(VertxOptions base, ClusterOptions options) {
    NodeIdentity identity = identity(options);
    InetAddress address = address(options);
    HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(MemberConfig.of(options, identity, address));
    try {
      Members members = Members.of(hazelcast);
      Vertx vertx = Vertx.builder()
          .with(base.setPreferNativeTransport(true).setEventBusOptions(busOptions(options, address)))
          .withClusterManager(new HazelcastClusterManager(hazelcast))
          .buildClustered()
          .await();
      return new ClusteredVertx(hazelcast, vertx, identity, members);
    } catch (RuntimeException e) {
      hazelcast.getLifecycleService().terminate();
      throw e;
    }
  }

  private static NodeIdentity identity(ClusterOptions options) {
    String name = options.getId().isEmpty() ? defaultName(options.getPort()) : options.getId();
    return new NodeIdentity(UUID.randomUUID(), name, System.currentTimeMillis());
  }

  // Of all the processes of a machine, one has the port.
  private static String defaultName(int port) {
    long suffix = port == 0 ? ProcessHandle.current().pid() : port;
    try {
      return InetAddress.getLocalHost().getHostName() + "-" + suffix;
    } catch (UnknownHostException e) {
      LOG.debug("this machine's name has no address", e);
      return "node-" + suffix;
    }
  }

  private static InetAddress address(ClusterOptions options) {
    try {
      return InetAddress.getByName(options.getAddress());
    } catch (UnknownHostException e) {
      throw new ClusterException("address: there is no host " + options.getAddress(), e);
    }
  }

  private static EventBusOptions busOptions(ClusterOptions options, InetAddress address) {
    EventBusOptions bus = new EventBusOptions()
        .setHost(address.getHostAddress())
        .setPort(options.getBusPort())
        .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
        .setTrustAll(false);
    if (!options.getPublicAddress().isEmpty()) {
      bus.setClusterPublicHost(options.getPublicAddress());
    }
    if (options.getBusPublicPort() != 0) {
      bus.setClusterPublicPort(options.getBusPublicPort());
    }
    return bus;
  }

  /** Vert.x. Closed by {@link #close()}. */
  public Vertx vertx() {
    return vertx;
  }

  /** This node. */
  public NodeIdentity identity() {
    return identity;
  }

  /** Who leaves. */
  public Membership membership() {
    return members;
  }

  /** Where this node's Hazelcast listens: what other nodes join by. */
  public HostAndPort address() {
    Address address = hazelcast.getCluster().getLocalMember().getAddress();
    return new HostAndPort(address.getHost(), address.getPort());
  }

  /** Members of the cluster, this one and lite ones included. */
  public int memberCount() {
    return hazelcast.getCluster().getMembers().size();
  }

  /** Ends Vert.x, then leaves the cluster. May be called again, for the same future. */
  public synchronized Future<Void> close() {
    if (closed == null) {
      Promise<Void> promise = Promise.promise();
      new Thread(() -> {
        try {
          closeBlocking();
          promise.complete();
        } catch (RuntimeException e) {
          promise.fail(e);
        }
      }, "cluster-stop").start();
      closed = promise.future();
    }
    return closed;
  }

  private void closeBlocking() {
    try {
      vertx.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.warn("Vert.x did not close within {} s", CLOSE_SECONDS, e);
    } finally {
      hazelcast.shutdown();
    }
  }
}
