package io.pvfhost.tests.hazelcast;

import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.PeerRole;
import io.pvfhost.cluster.ReceivedStream;
import io.pvfhost.hazelcast.ClusterException;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.vertx.core.VertxOptions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ClusteredVertxTest {

  private static final Duration SECONDS = Duration.ofSeconds(30);
  private static final Hash CODE = Hash.of(new byte[Hash.LENGTH]);

  private final Nodes nodes = new Nodes();

  @AfterEach
  void closeNodes() {
    nodes.close();
  }

  @Test
  void nodesOfOneJvmJoinAnswerAndLeave() {
    ClusteredVertx first = nodes.start(new ClusterOptions().setId("first"));
    ClusteredVertx second = nodes.start(Nodes.joining(first).setId("second"));
    ClusteredVertx lite = nodes.start(Nodes.joining(second).setId("lite").setLite(true));
    assertEquals(3, first.memberCount());
    assertTrue(first.vertx().isNativeTransportEnabled());
    Awaitility.await().until(() -> Nodes.await(first.isSafe()));
    List<UUID> left = new CopyOnWriteArrayList<>();
    Runnable unheard = first.membership().onLeft(ended -> {
      throw new AssertionError("this listener was ended before " + ended);
    });
    unheard.run();
    first.membership().onLeft(left::add);
    Nodes.await(first.node().bus().serveRequester(new LengthOnly(7)));
    for (ClusteredVertx each : List.of(first, second, lite)) {
      assertEquals(7, Nodes.await(each.node().bus().codeLength(PeerRole.REQUESTER, first.identity().id(), CODE,
          SECONDS)));
    }
    Nodes.await(lite.close());
    Nodes.await(second.close());
    assertSame(second.close(), second.close());
    Awaitility.await().until(() -> left.equals(List.of(lite.identity().id(), second.identity().id())));
    assertEquals(1, first.memberCount());
    assertEquals(0, first.strangers());
  }

  @Test
  void aStreamGoesFromNodeToNode() {
    ClusteredVertx receiver = nodes.start(new ClusterOptions().setId("receiver"));
    ClusteredVertx sender = nodes.start(Nodes.joining(receiver).setId("sender"));
    Bytes data = Bytes.wrap(new byte[100_000]);
    InboundStream inbound = receiver.node().streams().expect(data.length(), SECONDS);
    Nodes.await(sender.node().streams().send(inbound.ticket(), data, SECONDS));
    ReceivedStream received = Nodes.await(inbound.received());
    assertEquals(data, received.copy());
    received.release();
  }

  @Test
  void clustersOfDifferentNamesDoNotMix() {
    ClusteredVertx first = nodes.start(new ClusterOptions().setId("first"));
    ClusteredVertx other = nodes.start(Nodes.joining(first).setId("other").setClusterName("other"));
    assertEquals(1, first.memberCount());
    assertEquals(1, other.memberCount());
  }

  @Test
  void whoMustJoinFailsAtOnceWhereNobodyIs() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    ClusterOptions options = new ClusterOptions().setPort(0).setLite(true).setJoin(List.of("127.0.0.1:" + free));
    ClusterException failure = assertThrows(ClusterException.class,
        () -> Nodes.await(ClusteredVertx.join(new VertxOptions(), options, SECONDS)));
    assertEquals("no full member of cluster pvf-v1 answers at 127.0.0.1:" + free, failure.getMessage());
  }

  @Test
  void whoMustJoinGivesUpOnSomethingThatTakesConnectionsAndSaysNothing() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + silent.getLocalPort();
      ClusterOptions options = new ClusterOptions().setPort(0).setLite(true).setJoin(List.of(address));
      ClusterException failure = assertThrows(ClusterException.class,
          () -> Nodes.await(ClusteredVertx.join(new VertxOptions(), options, Duration.ofSeconds(3))));
      assertEquals("no full member of cluster pvf-v1 answers at " + address, failure.getMessage());
    }
  }

  @Test
  void whoMustJoinNamesAtLeastOneMember() {
    assertThrows(IllegalArgumentException.class,
        () -> ClusteredVertx.join(new VertxOptions(), new ClusterOptions(), SECONDS));
  }

  @Test
  void portsInUseAreNamed() {
    ClusteredVertx first = nodes.start(new ClusterOptions().setId("first"));
    int port = first.address().port();
    ClusterException failure = assertThrows(ClusterException.class,
        () -> Nodes.await(ClusteredVertx.start(new VertxOptions(), new ClusterOptions().setPort(port))));
    assertEquals("port " + port + " of 127.0.0.1 is in use", failure.getMessage());
    failure = assertThrows(ClusterException.class, () -> Nodes.await(ClusteredVertx.start(new VertxOptions(),
        Nodes.joining(first).setPort(0).setBusPort(port))));
    assertTrue(failure.getMessage().startsWith("event bus at 127.0.0.1, port " + port), failure.getMessage());
    failure = assertThrows(ClusterException.class, () -> Nodes.await(ClusteredVertx.start(new VertxOptions(),
        Nodes.joining(first).setPort(0).setStreamPort(port))));
    assertTrue(failure.getMessage().startsWith("streams at 127.0.0.1, port " + port), failure.getMessage());
    Awaitility.await().until(() -> first.memberCount() == 1);
  }

  @Test
  void optionsThatDoNotGoTogetherFailTheStart() {
    assertThrows(IllegalArgumentException.class, () -> Nodes.await(ClusteredVertx.start(new VertxOptions(),
        new ClusterOptions().setTlsKey("key"))));
  }
}
