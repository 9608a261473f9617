package io.pvfhost.tests.hazelcast;

import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Nodes in this JVM, on ports that the system chooses. */
final class Nodes implements AutoCloseable {

  private static final long SECONDS = 60;

  private final List<ClusteredVertx> started = new ArrayList<>();

  /** Starts a node. */
  ClusteredVertx start(ClusterOptions options) {
    ClusteredVertx node = await(ClusteredVertx.start(new VertxOptions(), options.setPort(0)));
    started.add(node);
    return node;
  }

  /** Options of a node that joins another one. */
  static ClusterOptions joining(ClusteredVertx other) {
    return new ClusterOptions().setJoin(List.of(other.address().toString()));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("nothing within " + SECONDS + " s", e);
    }
  }

  @Override
  public void close() {
    Collections.reverse(started);
    started.forEach(node -> await(node.close()));
  }
}
