package io.pvfhost.tests.dispatch.contract;

import io.pvfhost.cluster.ClusterNode;
import io.pvfhost.cluster.EventBusPeers;
import io.pvfhost.cluster.Membership;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.cluster.Streams;
import io.pvfhost.cluster.stream.StreamOptions;
import io.pvfhost.cluster.stream.TcpStreams;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All nodes on the event bus of one Vert.x that is in no cluster. */
final class LocalSetting implements Setting {

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  private final List<Streams> opened = new ArrayList<>();

  @Override
  public Node open(String name) throws Exception {
    NodeIdentity identity = new NodeIdentity(UUID.randomUUID(), name, System.currentTimeMillis());
    Streams streams = Awaits.get(TcpStreams.open(vertx, new StreamOptions()));
    opened.add(streams);
    return new Node(vertx, new ClusterNode(EventBusPeers.create(vertx, identity, Optional.empty()), streams,
        Membership.ALONE));
  }

  @Override
  public void close() throws Exception {
    for (Streams streams : opened) {
      Awaits.get(streams.close());
    }
    Awaits.get(vertx.close());
  }
}
