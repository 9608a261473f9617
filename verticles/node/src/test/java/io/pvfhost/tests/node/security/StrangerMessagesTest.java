package io.pvfhost.tests.node.security;

import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Capacity;
import io.pvfhost.cluster.ClusterKeys;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.cluster.PeerAddresses;
import io.pvfhost.cluster.PeerProtocol;
import io.pvfhost.cluster.PeerRole;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.impl.Channel;
import io.pvfhost.cluster.impl.Envelopes;
import io.pvfhost.cluster.impl.Kind;
import io.pvfhost.cluster.impl.Op;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.pvfhost.hazelcast.keys.KeyDirectory;
import io.pvfhost.scale.Hash;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import static io.pvfhost.tests.node.security.SecuredHost.LIMIT;
import static io.pvfhost.tests.node.security.SecuredHost.NAME;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The worst that somebody without the cluster's key can do on the event bus: he has a certificate of the cluster and
 * the very bytes that a requester sends.
 */
@Timeout(120)
class StrangerMessagesTest {

  private static final int STREAM_BYTES = 1 << 20;
  /** How many messages a host remembers of a sender. */
  private static final int REPLAY_WINDOW = 4096;
  private static final List<String> CAUSES = List.of("malformed", "misdirected", "oversized", "replayed", "unsealed",
      "wrong_mac");

  @RegisterExtension
  static final Shared SHARED = new Shared();

  private static ClusteredVertx stranger;
  private static UUID host;
  private static String hostAddress;
  /** Somebody who has the key, to know when the host has handled what came before. */
  private static Envelopes peer;

  @BeforeAll
  static void joinWithACertificateAndTheKeyOfAnotherCluster() throws Exception {
    Path otherKey = SecuredHost.keys(SHARED.host.keys().getParent(), "other").resolve(KeyDirectory.CLUSTER_KEY);
    stranger = Requester.start(SHARED.host.node("stranger", SHARED.spare()).setKeyFile(otherKey.toString()));
    host = SHARED.requester.idOf(NAME);
    hostAddress = PeerAddresses.of(PeerRole.HOST, host);
    peer = new Envelopes(UUID.randomUUID(),
        ClusterKeys.read(SHARED.spare().resolve(KeyDirectory.CLUSTER_KEY), Optional.empty()).accepted());
  }

  @AfterAll
  static void leave() {
    Requester.get(stranger.close());
  }

  private final UUID job = UUID.randomUUID();
  private final Map<String, Long> before = refused();

  @AfterEach
  void theHostIsUnharmed() {
    SHARED.assertUnharmed();
  }

  private static Map<String, Long> refused() {
    Map<String, Long> counts = new TreeMap<>();
    CAUSES.forEach(cause -> counts.put(cause, SHARED.host.refusedByBus(cause)));
    return counts;
  }

  private void assertRefused(Map<String, Long> expected) {
    Map<String, Long> more = refused();
    more.replaceAll((cause, count) -> count - before.get(cause));
    more.values().removeIf(count -> count == 0);
    assertEquals(expected, more);
  }

  private static EventBus bus() {
    return stranger.vertx().eventBus();
  }

  private void reserve(UUID to) {
    SHARED.requester.bus().reserve(to, new Reserve(job, 1, Hash.ZERO, LIMIT, Duration.ZERO, STREAM_BYTES), LIMIT);
  }

  /** The bytes of the requester's next message to a host, which are kept from it. */
  private static Buffer withheld(Runnable send) throws Exception {
    CompletableFuture<Buffer> caught = new CompletableFuture<>();
    tap(context -> caught.complete(((Buffer) context.body()).copy()), send, caught);
    return caught.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** The bytes of the requester's next message to a host, which gets it. */
  private static Buffer overheard(Runnable send) throws Exception {
    CompletableFuture<Buffer> caught = new CompletableFuture<>();
    tap(context -> {
      caught.complete(((Buffer) context.body()).copy());
      context.next();
    }, send, caught);
    return caught.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static void tap(Handler<DeliveryContext<Object>> onMessage, Runnable send, CompletableFuture<?> until)
      throws Exception {
    EventBus bus = SHARED.requester.cluster().vertx().eventBus();
    Handler<DeliveryContext<Object>> interceptor = context -> {
      if (context.message().address().startsWith("pvf.v1.host.") && !until.isDone()) {
        onMessage.handle(context);
      } else {
        context.next();
      }
    };
    bus.addOutboundInterceptor(interceptor);
    try {
      send.run();
      until.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } finally {
      bus.removeOutboundInterceptor(interceptor);
    }
  }

  /** What the host answers to the stranger, when it has certainly handled all. */
  private static List<Object> answers(List<?> bodies) {
    List<Object> answers = new CopyOnWriteArrayList<>();
    Promise<Message<Object>> barrier = Promise.promise();
    // All from one context and over one connection, so that an answer would be here before that to the last one.
    stranger.vertx().runOnContext(v -> {
      bodies.forEach(body -> bus().request(hostAddress, body)
          .onSuccess(answer -> answers.add(answer.body())).onFailure(failure -> answers.add(failure)));
      bus().request(hostAddress, peer.seal(Kind.CALL, Channel.HOST, host, 2, out -> out.u8(1).u8(Op.STATUS.code()))
          .buffer()).onComplete(barrier);
    });
    Requester.get(barrier.future());
    return List.copyOf(answers);
  }

  @Test
  void aMessageWithAnyOneByteAlteredIsRefusedAndOnlyTheWholeOneIsTaken() throws Exception {
    Buffer message = withheld(() -> reserve(host));
    List<Buffer> altered = new ArrayList<>();
    for (int i = 0; i < message.length(); i++) {
      altered.add(message.copy().setByte(i, (byte) (message.getByte(i) ^ 1)));
    }
    assertEquals(List.of(), answers(altered));
    // Of the first three bytes, form, keyed and kind, any other is none that can be.
    assertRefused(Map.of("malformed", 2L, "unsealed", 1L, "wrong_mac", message.length() - 3L));
    assertEquals(0, SHARED.host.reservedBytes());
    assertEquals(1, answers(List.of(message)).size(), "it was right but for what was altered");
    assertEquals(STREAM_BYTES, SHARED.host.reservedBytes());
    SHARED.requester.bus().release(host, new Release(job, 1));
  }

  @Test
  void aMessageThatWasOverheardIsRefused() throws Exception {
    Buffer message = overheard(() -> reserve(host));
    await().atMost(LIMIT).until(() -> SHARED.host.reservedBytes() == STREAM_BYTES);
    SHARED.requester.bus().release(host, new Release(job, 1));
    await().atMost(LIMIT).until(() -> SHARED.host.reservedBytes() == 0);
    assertEquals(List.of(), answers(List.of(message, message)));
    assertRefused(Map.of("replayed", 2L));
    assertEquals(0, SHARED.host.reservedBytes());
  }

  @Test
  void aMessageThatWasHeldBackForLongIsRefused() throws Exception {
    Buffer message = withheld(() -> reserve(host));
    for (int i = 0; i < REPLAY_WINDOW; i++) {
      SHARED.requester.bus().alive(host);
    }
    Requester.get(SHARED.requester.bus().status(host, LIMIT));
    assertEquals(List.of(), answers(List.of(message)));
    assertRefused(Map.of("replayed", 1L));
  }

  @Test
  void aMessageForAnotherHostIsRefused() throws Exception {
    assertEquals(List.of(), answers(List.of(withheld(() -> reserve(UUID.randomUUID())))));
    assertRefused(Map.of("misdirected", 1L));
  }

  @Test
  void whatBearsNoSealIsRefused() {
    Envelopes open = new Envelopes(UUID.randomUUID(), List.of());
    byte[] keyed = new byte[Kind.CALL.maxBytes() + 1];
    keyed[0] = 1;
    keyed[1] = 1;
    keyed[2] = (byte) Kind.CALL.code();
    assertEquals(List.of(), answers(List.of(
        open.seal(Kind.CALL, Channel.HOST, host, 2, out -> out.u8(1).u8(Op.STATUS.code())).buffer(),
        Buffer.buffer(keyed), Buffer.buffer(new byte[100]), Buffer.buffer(), "reserve", new JsonObject(), 1L)));
    assertRefused(Map.of("unsealed", 1L, "oversized", 1L, "malformed", 5L));
  }

  @Test
  void aForgedHostIsNotHeardOf() {
    NodeIdentity forged = new NodeIdentity(UUID.randomUUID(), "forged", System.currentTimeMillis());
    Advert advert = new Advert(forged, PeerProtocol.OLDEST, PeerProtocol.NEWEST, "1", "2603",
        new Capacity(1, 100, 100, 0, false, false, Duration.ZERO), List.of());
    Envelopes open = new Envelopes(forged.id(), List.of());
    bus().publish(PeerAddresses.CAPACITY, open.seal(Kind.ADVERT, Channel.CAPACITY, Envelopes.ALL, 100, out -> {
      out.u8(1).u8(Op.ADVERT.code());
      Op.ADVERT.request().writer().accept(advert, out);
    }).buffer());
    // With the key of the other cluster.
    stranger.node().bus().publish(new Advert(stranger.identity(), PeerProtocol.OLDEST, PeerProtocol.NEWEST, "1", "2603",
        advert.capacity(), List.of()));
    await().atMost(LIMIT).untilAsserted(() -> assertRefused(Map.of("unsealed", 1L, "wrong_mac", 1L)));
    await().atMost(LIMIT).until(() -> SHARED.requester.bus().refused().get("wrong_mac") > 0
        && SHARED.requester.bus().refused().get("unsealed") > 0);
    assertTrue(Requester.get(SHARED.requester.client().cluster()).hosts().stream()
        .allMatch(known -> known.name().equals(NAME)));
  }

  @Test
  void thePeerThatTheOthersAreComparedWithIsAnswered() throws Exception {
    Message<Object> answer = Requester.get(bus().request(hostAddress,
        peer.seal(Kind.CALL, Channel.HOST, host, 2, out -> out.u8(1).u8(Op.STATUS.code())).buffer()));
    assertEquals(host, peer.open(Channel.HOST, EnumSet.of(Kind.ANSWER), (Buffer) answer.body()).sender());
  }
}
