package io.pvfhost.tests.cluster;

import io.pvfhost.api.ApiCodecs;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.ClusterKeys;
import io.pvfhost.cluster.EventBusPeers;
import io.pvfhost.cluster.PeerAddresses;
import io.pvfhost.cluster.PeerBus;
import io.pvfhost.cluster.PeerRole;
import io.pvfhost.cluster.impl.Channel;
import io.pvfhost.cluster.impl.Envelopes;
import io.pvfhost.cluster.impl.Kind;
import io.pvfhost.cluster.impl.Op;
import io.pvfhost.scale.ScaleWriter;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import javax.crypto.SecretKey;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import static io.pvfhost.tests.cluster.Awaits.await;
import static io.pvfhost.tests.cluster.Awaits.awaitRefusal;
import static io.pvfhost.tests.cluster.EventBusPeersContract.PATIENT;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What comes to a keyed node from anybody, in any form. */
@ExtendWith(VertxExtension.class)
class StrangersTest {

  private static final String HOST_B = PeerAddresses.of(PeerRole.HOST, Peers.B);

  @TempDir
  private Path directory;

  private final FakeHost host = new FakeHost();
  /** A peer whose messages the test sends itself. */
  private final Envelopes peer = new Envelopes(Peers.A, List.of(Peers.KEY));
  private Vertx vertx;
  private EventBusPeers b;

  @BeforeEach
  void startNode(Vertx vertx) throws Exception {
    this.vertx = vertx;
    ApiCodecs.register(vertx);
    b = EventBusPeers.create(vertx, Peers.identity(Peers.B, "host-b"), Optional.of(keys(Peers.KEY)));
    await(b.serveHost(host));
  }

  private ClusterKeys keys(SecretKey key) throws Exception {
    Path file = directory.resolve("key" + key.getEncoded()[0]);
    Files.writeString(file, HexFormat.of().formatHex(key.getEncoded()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return ClusterKeys.read(file, Optional.empty());
  }

  private static void reserve(ScaleWriter out) {
    out.u8(1).u8(1);
    Op.RESERVE.request().writer().accept(Peers.RESERVE, out);
  }

  private static byte[] call(Envelopes from) {
    return from.seal(Kind.CALL, Channel.HOST, Peers.B, 100, StrangersTest::reserve).bytes();
  }

  private static byte[] call(Envelopes from, Kind kind, byte... payload) {
    return from.seal(kind, Channel.HOST, Peers.B, 100, out -> out.raw(payload)).bytes();
  }

  /** Sends a body as a request, and hears all answers until the node has certainly handled it. */
  private List<Object> answersTo(Object body) throws Exception {
    List<Object> answers = new CopyOnWriteArrayList<>();
    Promise<Message<Object>> barrier = Promise.promise();
    // Both from one context: an answer to the first would be there before that to the second.
    vertx.runOnContext(v -> {
      vertx.eventBus().request(HOST_B, body)
          .onComplete(answer -> answers.add(answer.succeeded() ? answer.result().body() : answer.cause()));
      vertx.eventBus().request(HOST_B, peer.seal(Kind.CALL, Channel.HOST, Peers.B, 2, out -> out.u8(1).u8(6)).buffer())
          .onComplete(barrier);
    });
    await(barrier.future());
    return answers;
  }

  private void assertSilence(String cause, Object body) throws Exception {
    long before = b.refused().get(cause);
    int calls = served();
    assertEquals(List.of(), answersTo(body));
    assertEquals(before + 1, b.refused().get(cause), b.refused().toString());
    assertEquals(calls, served());
  }

  /** Calls but for the barrier's. */
  private int served() {
    return (int) host.calls.stream().filter(call -> !call.op().equals("status")).count();
  }

  private static Buffer buffer(byte[] bytes) {
    return Buffer.buffer(bytes);
  }

  @Test
  void aPeerIsAnsweredWithASealedMessage() throws Exception {
    Message<Object> answer = await(vertx.eventBus().request(HOST_B, buffer(call(peer))));
    Envelopes.Opened opened = peer.open(Channel.HOST, EnumSet.of(Kind.ANSWER), (Buffer) answer.body());
    assertEquals(1, opened.call());
    assertEquals(Peers.B, opened.sender());
    assertEquals(1, opened.payload().u8());
    assertEquals(0, opened.payload().u8());
    assertEquals(Peers.GRANTED, Op.RESERVE.answer().reader().read(opened.payload()));
  }

  @Test
  void anUnsealedMessageGetsNoAnswer() throws Exception {
    assertSilence("unsealed", buffer(call(new Envelopes(Peers.A, List.of()))));
  }

  @Test
  void aMessageSealedWithAnotherKeyGetsNoAnswer() throws Exception {
    assertSilence("wrong_mac", buffer(call(new Envelopes(Peers.A, List.of(Peers.OTHER_KEY)))));
  }

  @Test
  void anAlteredMessageGetsNoAnswer() throws Exception {
    byte[] altered = call(peer);
    altered[50] ^= 1;
    assertSilence("wrong_mac", buffer(altered));
  }

  @Test
  void aReplayedMessageGetsNoAnswer() throws Exception {
    byte[] message = call(peer);
    await(vertx.eventBus().request(HOST_B, buffer(message)));
    assertSilence("replayed", buffer(message));
  }

  @Test
  void aReplayAfterTheServiceWasRestartedGetsNoAnswer() throws Exception {
    String address = PeerAddresses.of(PeerRole.REQUESTER, Peers.B);
    byte[] message = peer.seal(Kind.CALL, Channel.REQUESTER, Peers.B, 34, out -> out.u8(1).u8(7).hash(Peers.CODE))
        .bytes();
    PeerBus.Registration first = await(b.serveRequester(host));
    await(vertx.eventBus().request(address, buffer(message)));
    await(first.end());
    await(b.serveRequester(host));
    vertx.eventBus().send(address, buffer(message));
    await().until(() -> b.refused().get("replayed") == 1);
    assertEquals(1, served());
  }

  @Test
  void aMessageForAnotherProcessGetsNoAnswer() throws Exception {
    assertSilence("misdirected", peer.seal(Kind.CALL, Channel.HOST, Peers.A, 100, StrangersTest::reserve).buffer());
    assertSilence("misdirected",
        peer.seal(Kind.CALL, Channel.HOST, Envelopes.ALL, 100, StrangersTest::reserve).buffer());
  }

  @Test
  void aMessageForTheNodesOtherRoleGetsNoAnswer() throws Exception {
    assertSilence("wrong_mac", peer.seal(Kind.CALL, Channel.REQUESTER, Peers.B, 100, StrangersTest::reserve).buffer());
  }

  @Test
  void anOversizedMessageGetsNoAnswer() throws Exception {
    assertSilence("oversized", buffer(call(peer, Kind.CALL, new byte[4 << 20])));
    assertSilence("oversized", buffer(call(peer, Kind.ONE_WAY, new byte[4 << 10])));
  }

  @Test
  void answersAndAdvertsAreNoCalls() throws Exception {
    assertSilence("malformed", buffer(call(peer, Kind.ANSWER, (byte) 1, (byte) 0)));
    assertSilence("malformed",
        peer.seal(Kind.ADVERT, Channel.HOST, Envelopes.ALL, 100, StrangersTest::reserve).buffer());
  }

  @Test
  void bodiesThatAreNoBytesGetNoAnswer() throws Exception {
    for (Object body : List.of("text", new JsonObject(), new byte[100], 1L, Peers.REQUEST, Peers.STATUS,
        new ReplyException(ReplyFailure.ERROR, 1, ""))) {
      assertSilence("malformed", body);
    }
    assertSilence("malformed", Buffer.buffer());
    assertSilence("malformed", null);
  }

  @Test
  void anUnknownOperationOrVersionOfAPeerIsRefusedAsUnsupported() throws Exception {
    for (byte[] payload : List.of(new byte[] {1, 99}, new byte[] {2, 1}, new byte[] {0, 1}, new byte[] {1, 9},
        new byte[] {1, 3})) {
      PvfException refusal = refusal(payload);
      assertEquals(FailureCode.UNAVAILABLE, refusal.code());
      assertTrue(refusal.getMessage().startsWith("unsupported: "), refusal.getMessage());
    }
    assertEquals(5, b.refused().get("unsupported"));
    assertEquals(0, served());
  }

  @Test
  void aBodyOfAPeerThatCannotBeReadIsRefusedAsMalformed() throws Exception {
    for (byte[] payload : List.of(new byte[] {1, 1, 0}, new byte[] {1}, new byte[0], new byte[] {1, 6, 0})) {
      assertEquals(FailureCode.MALFORMED, refusal(payload).code());
    }
    assertEquals(4, b.refused().get("malformed"));
    assertEquals(0, host.calls.size());
  }

  private PvfException refusal(byte[] payload) throws Exception {
    Message<Object> answer = await(vertx.eventBus().request(HOST_B, buffer(call(peer, Kind.CALL, payload))));
    Envelopes.Opened opened = peer.open(Channel.HOST, EnumSet.of(Kind.ANSWER), (Buffer) answer.body());
    assertEquals(1, opened.payload().u8());
    assertEquals(1, opened.payload().u8());
    FailureCode code = FailureCode.of(opened.payload().u16()).orElseThrow();
    return new PvfException(code, opened.payload().string());
  }

  @Test
  void anUnknownOneWayMessageIsCountedAndNotAnswered() throws Exception {
    assertSilence("unsupported", buffer(call(peer, Kind.ONE_WAY, (byte) 1, (byte) 1)));
    assertSilence("malformed", buffer(call(peer, Kind.ONE_WAY, (byte) 1, (byte) 3, (byte) 0)));
  }

  /** What a forger answers in place of a host. */
  enum Forgery {

    TEXT("malformed"),
    UNSEALED("unsealed"),
    OTHER_KEY("wrong_mac"),
    OTHER_CALL("misdirected"),
    OTHER_SENDER("misdirected"),
    OTHER_RECIPIENT("misdirected"),
    OTHER_VERSION("unsupported"),
    OTHER_BODY("malformed"),
    OTHER_STATUS("malformed"),
    BUS_FAILURE("unsealed");

    private final String cause;

    Forgery(String cause) {
      this.cause = cause;
    }

    private void answer(Message<Object> message, Envelopes.Opened call) {
      Envelopes host = new Envelopes(this == OTHER_SENDER ? new UUID(1, 1) : Peers.A,
          this == UNSEALED ? List.of() : List.of(this == OTHER_KEY ? Peers.OTHER_KEY : Peers.KEY));
      Envelopes.Opened answered = new Envelopes.Opened(call.kind(), call.seq() + (this == OTHER_CALL ? 1 : 0),
          this == OTHER_RECIPIENT ? Peers.A : call.sender(), 0, call.payload());
      byte[] ok = {(byte) (this == OTHER_VERSION ? 2 : 1), (byte) (this == OTHER_STATUS ? 2 : 0)};
      switch (this) {
        case TEXT -> message.reply("yes");
        case BUS_FAILURE -> message.fail(FailureCode.INVALID_CANDIDATE.code(), "invalid");
        default -> message.reply(host.answer(Channel.HOST, answered, 2,
            out -> out.raw(ok).raw(new byte[this == OTHER_BODY ? 1 : 0])).buffer());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Forgery.class)
  void aForgedAnswerIsNoAnswer(Forgery forgery) throws Exception {
    Envelopes host = new Envelopes(Peers.A, List.of(Peers.KEY));
    await(vertx.eventBus().consumer(PeerAddresses.of(PeerRole.HOST, Peers.A), message -> {
      try {
        forgery.answer(message, host.open(Channel.HOST, EnumSet.of(Kind.CALL), (Buffer) message.body()));
      } catch (Exception refused) {
        throw new IllegalStateException(refused);
      }
    }).completion());
    awaitRefusal(FailureCode.UNAVAILABLE, b.sendCode(PeerRole.HOST, Peers.A, Peers.TRANSFER, PATIENT));
    assertEquals(Map.of(forgery.cause, 1L), occurred());
  }

  @Test
  void nodesWithDifferentKeysDoNotAnswerEachOther() throws Exception {
    EventBusPeers other = EventBusPeers.create(vertx, Peers.identity(Peers.A, "a"), Optional.of(keys(Peers.OTHER_KEY)));
    awaitRefusal(FailureCode.DEADLINE, other.reserve(Peers.B, Peers.RESERVE, Duration.ofMillis(50)));
    EventBusPeers open = EventBusPeers.create(vertx, Peers.identity(new UUID(1, 1), "o"), Optional.empty());
    awaitRefusal(FailureCode.DEADLINE, open.reserve(Peers.B, Peers.RESERVE, Duration.ofMillis(50)));
    assertEquals(Map.of("wrong_mac", 1L, "unsealed", 1L), occurred());
    assertEquals(List.of(), host.calls);
  }

  @Test
  void advertsOfStrangersAreNotHeard() throws Exception {
    List<Advert> heard = new CopyOnWriteArrayList<>();
    await(b.listen(heard::add));
    Advert ofA = Peers.advert(Peers.identity(Peers.A, "host-a"));
    Buffer good = advert(peer, ofA);
    publish(advert(new Envelopes(Peers.A, List.of()), ofA));
    publish(advert(new Envelopes(Peers.A, List.of(Peers.OTHER_KEY)), ofA));
    publish(advert(peer, Peers.advert(Peers.identity(Peers.B, "host-b"))));
    publish(peer.seal(Kind.ADVERT, Channel.CAPACITY, Envelopes.ALL, 3, out -> out.u8(1).u8(1)).buffer());
    publish(peer.seal(Kind.ADVERT, Channel.CAPACITY, Envelopes.ALL, 3, out -> out.u8(2).u8(9)).buffer());
    publish(peer.seal(Kind.CALL, Channel.CAPACITY, Envelopes.ALL, 100, StrangersTest::reserve).buffer());
    publish(good);
    publish(good);
    publish(Buffer.buffer("x"));
    await().until(() -> occurred().equals(Map.of("unsealed", 1L, "wrong_mac", 1L, "malformed", 3L, "unsupported", 2L,
        "replayed", 1L)));
    assertEquals(List.of(ofA), heard);
  }

  private static Buffer advert(Envelopes from, Advert advert) {
    return from.seal(Kind.ADVERT, Channel.CAPACITY, Envelopes.ALL, 100, out -> {
      out.u8(1).u8(9);
      Op.ADVERT.request().writer().accept(advert, out);
    }).buffer();
  }

  private void publish(Buffer body) {
    vertx.eventBus().publish(PeerAddresses.CAPACITY, body);
  }

  /** The causes that have occurred. */
  private Map<String, Long> occurred() {
    Map<String, Long> occurred = new HashMap<>(b.refused());
    occurred.values().removeIf(count -> count == 0);
    return occurred;
  }
}
