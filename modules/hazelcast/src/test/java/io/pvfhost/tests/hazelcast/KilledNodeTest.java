package io.pvfhost.tests.hazelcast;

import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.vertx.core.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What remains of a cluster of which one node is killed in the midst of work. */
class KilledNodeTest {

  private static final int ADDRESSES = 200;

  @Test
  void theOthersHearOfItAndGoOnAtOnce() throws IOException {
    try (Nodes nodes = new Nodes()) {
      ClusteredVertx first = nodes.start(new ClusterOptions().setId("first"));
      try (NodeProcess victim = NodeProcess.start(Nodes.joining(first).setId("victim"))) {
        ClusteredVertx second = nodes.start(Nodes.joining(first).setId("second"));
        assertEquals(3, second.memberCount());
        List<UUID> left = new CopyOnWriteArrayList<>();
        second.membership().onLeft(left::add);
        // Registrations are kept by all three, so some are under way at the victim: they must be tried elsewhere.
        List<Future<?>> registered = new ArrayList<>();
        for (int i = 0; i < ADDRESSES; i++) {
          if (i == ADDRESSES / 2) {
            victim.kill();
          }
          registered.add(first.vertx().eventBus().consumer("address." + i, message -> message.reply("here"))
              .completion());
        }
        Nodes.await(Future.all(registered));
        for (int i = 0; i < ADDRESSES; i++) {
          assertEquals("here", Nodes.await(second.vertx().eventBus().request("address." + i, "")).body());
        }
        Awaitility.await().until(() -> left.equals(List.of(victim.id())));
        assertEquals(2, first.memberCount());
      }
    }
  }
}
