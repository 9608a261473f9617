package io.pvfhost.tests.dispatch.contract;

import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.vertx.core.VertxOptions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Every node with a Vert.x and a Hazelcast of its own, which meet on loopback. */
final class ClusterSetting implements Setting {

  private final Function<String, ClusterOptions> options;
  private final List<ClusteredVertx> started = new ArrayList<>();

  /** @param options of the node with a name, without ports and without members to join */
  ClusterSetting(Function<String, ClusterOptions> options) {
    this.options = options;
  }

  @Override
  public Node open(String name) throws Exception {
    ClusterOptions own = options.apply(name).setId(name).setPort(0)
        .setJoin(started.stream().map(node -> node.address().toString()).toList());
    ClusteredVertx node = Awaits.get(ClusteredVertx.start(new VertxOptions(), own));
    started.add(node);
    return new Node(node.vertx(), node.node());
  }

  /** Members that a node does not take for nodes of its cluster, over all nodes. */
  long strangers() {
    return started.stream().mapToLong(ClusteredVertx::strangers).sum();
  }

  @Override
  public void close() throws Exception {
    Collections.reverse(started);
    for (ClusteredVertx node : started) {
      Awaits.get(node.close());
    }
  }
}
