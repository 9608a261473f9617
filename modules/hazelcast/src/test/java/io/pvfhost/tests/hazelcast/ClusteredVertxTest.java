package io.pvfhost.tests.hazelcast;

import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.vertx.core.VertxOptions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ClusteredVertxTest {

  private final List<ClusteredVertx> nodes = new ArrayList<>();

  @AfterEach
  void closeNodes() throws TimeoutException {
    Collections.reverse(nodes);
    for (ClusteredVertx node : nodes) {
      node.close().await(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void nodesOfOneJvmJoinAnswerAndLeave() throws TimeoutException {
    ClusteredVertx first = start(new ClusterOptions().setId("first"));
    ClusteredVertx second = start(joining(first).setId("second"));
    ClusteredVertx lite = start(joining(first).setId("lite").setLite(true));
    assertEquals(3, first.memberCount());
    assertTrue(first.vertx().isNativeTransportEnabled());
    List<UUID> left = new CopyOnWriteArrayList<>();
    first.membership().onLeft(left::add);
    first.vertx().eventBus().consumer("question", message -> message.reply("answer")).completion().await();
    assertEquals("answer", lite.vertx().eventBus().request("question", "").await().body());
    lite.close().await(30, TimeUnit.SECONDS);
    second.close().await(30, TimeUnit.SECONDS);
    Awaitility.await().until(() -> left.equals(List.of(lite.identity().id(), second.identity().id())));
    Awaitility.await().until(() -> first.memberCount() == 1);
  }

  private static ClusterOptions joining(ClusteredVertx other) {
    return new ClusterOptions().setJoin(List.of(other.address().toString()));
  }

  private ClusteredVertx start(ClusterOptions options) throws TimeoutException {
    ClusteredVertx node = ClusteredVertx.start(new VertxOptions(), options.setPort(0)).await(60, TimeUnit.SECONDS);
    nodes.add(node);
    return node;
  }
}
