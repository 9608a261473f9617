package io.pvfhost.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import io.pvfhost.cluster.ClusterNode;
import io.pvfhost.cluster.EventBusPeers;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.cluster.PeerBus;
import io.pvfhost.cluster.Streams;
import io.pvfhost.cluster.bus.WatchedTransport;
import io.pvfhost.cluster.stream.StreamOptions;
import io.pvfhost.cluster.stream.TcpStreams;
import io.pvfhost.hazelcast.impl.MemberConfig;
import io.pvfhost.hazelcast.impl.Members;
import io.pvfhost.hazelcast.impl.Proofs;
import io.pvfhost.hazelcast.impl.Uncaught;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.BindException;
import java.net.InetAddress;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The start of one node: Hazelcast, then Vert.x. Blocks. */
final class ClusterStart {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterStart.class);
  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
  private static final long POLL_MILLIS = 200;

  private final VertxOptions base;
  private final ClusterOptions options;
  private final boolean mustJoin;

  /**
   * @param mustJoin whether being alone is a failure
   */
  ClusterStart(VertxOptions base, ClusterOptions options, boolean mustJoin) {
    this.base = new VertxOptions(base);
    this.options = new ClusterOptions(options);
    this.mustJoin = mustJoin;
  }

  /**
   * Starts the node.
   *
   * @throws ClusterException if it cannot
   * @throws IllegalArgumentException if the options contradict each other or ask for what is not safe
   */
  ClusteredVertx run() {
    InetAddress address = options.validate();
    Secrets secrets = Secrets.read(options);
    try {
      return start(address, secrets);
    } catch (ClusterException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ClusterException("the node cannot become a member of a cluster: " + e.getMessage(), e);
    }
  }

  /** What to say when nobody answered. */
  ClusterException noAnswer() {
    return new ClusterException("no full member of cluster " + options.getClusterName() + " answers at "
        + String.join(", ", options.getJoin()));
  }

  private ClusteredVertx start(InetAddress address, Secrets secrets) {
    if (secrets.keys().isEmpty() && !mustJoin) {
      LOG.warn("THE CLUSTER IS OPEN: there is no keyFile, so whatever runs on this machine can be a node, submit jobs "
          + "and answer those of others; 'pvf keys' makes keys");
    }
    NodeIdentity identity = new NodeIdentity(UUID.randomUUID(), options.nodeName(), System.currentTimeMillis());
    // Hazelcast logs before it has read its configuration.
    System.getProperties().putIfAbsent("hazelcast.logging.type", "slf4j");
    Proofs proofs = new Proofs(secrets.keys());
    HazelcastInstance hazelcast = startHazelcast(MemberConfig.of(options, identity, address, proofs));
    try {
      Members members = Members.of(hazelcast, proofs);
      awaitFullMember(hazelcast);
      WatchedTransport transport = new WatchedTransport();
      Vertx vertx = startVertx(hazelcast, busOptions(address, secrets), transport);
      Streams streams = openStreams(vertx, streamOptions(address, secrets));
      PeerBus bus = EventBusPeers.create(vertx, identity, secrets.keys(),
          secrets.tls().map(tls -> transport::failures));
      return new ClusteredVertx(hazelcast, vertx, new ClusterNode(bus, streams, members), members);
    } catch (RuntimeException e) {
      hazelcast.getLifecycleService().terminate();
      throw e;
    }
  }

  private HazelcastInstance startHazelcast(Config config) {
    try {
      return Hazelcast.newHazelcastInstance(config);
    } catch (HazelcastException e) {
      if (e.getCause() instanceof BindException) {
        throw new ClusterException("port " + options.getPort() + " of " + options.getAddress() + " is in use", e);
      }
      throw e;
    }
  }

  private Vertx startVertx(HazelcastInstance hazelcast, EventBusOptions bus, WatchedTransport transport) {
    try {
      VertxBuilder builder = Vertx.builder()
          .with(base.setPreferNativeTransport(true).setEventBusOptions(bus))
          .withClusterManager(new HazelcastClusterManager(hazelcast));
      if (transport.available()) {
        builder.withTransport(transport);
      }
      return builder.buildClustered().await().exceptionHandler(new Uncaught());
    } catch (Exception e) {
      throw new ClusterException("event bus at " + bus.getHost() + ", port " + bus.getPort() + ": " + e.getMessage(),
          e);
    }
  }

  private static Streams openStreams(Vertx vertx, StreamOptions options) {
    try {
      return TcpStreams.open(vertx, options).await();
    } catch (Exception e) {
      vertx.close().await();
      throw new ClusterException("streams at " + options.getHost() + ", port " + options.getPort() + ": "
          + e.getMessage(), e);
    }
  }

  // Vert.x keeps its registrations at full members, so it can do nothing without one.
  private void awaitFullMember(HazelcastInstance hazelcast) {
    boolean alone = hazelcast.getCluster().getMembers().size() == 1;
    if (mustJoin && (alone || !hasFullMember(hazelcast))) {
      throw noAnswer();
    }
    if (alone && !options.getJoin().isEmpty()) {
      LOG.warn("No member of cluster {} answered at {}: this node goes on alone, and is joined when they come",
          options.getClusterName(), String.join(", ", options.getJoin()));
    }
    if (!hasFullMember(hazelcast)) {
      LOG.warn("This node is lite and waits for a full member of cluster {}", options.getClusterName());
    }
    while (!hasFullMember(hazelcast)) {
      pause();
    }
  }

  private static boolean hasFullMember(HazelcastInstance hazelcast) {
    return !hazelcast.getCluster().getMembers().stream().allMatch(Member::isLiteMember);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while waiting for a full member", e);
    }
  }

  private EventBusOptions busOptions(InetAddress address, Secrets secrets) {
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
    secrets.tls().ifPresent(tls -> bus.setSsl(true)
        .setClientAuth(ClientAuth.REQUIRED)
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
        .setKeyCertOptions(new PemKeyCertOptions()
            .addCertPath(tls.certificate().toString()).addKeyPath(tls.key().toString()))
        .setTrustOptions(new PemTrustOptions().addCertPath(tls.authority().toString())));
    return bus;
  }

  private StreamOptions streamOptions(InetAddress address, Secrets secrets) {
    StreamOptions streams = new StreamOptions()
        .setHost(address.getHostAddress())
        .setPort(options.getStreamPort())
        .setPublicHost(options.getPublicAddress())
        .setPublicPort(options.getStreamPublicPort())
        .setMaxBytes(options.getMaxStreamBytes());
    secrets.tls().ifPresent(streams::setTls);
    return streams;
  }
}
