package io.pvfhost.tests.cluster;

import io.pvfhost.api.FailureCode;
import io.pvfhost.cluster.EventBusPeers;
import io.pvfhost.cluster.PeerAddresses;
import io.pvfhost.cluster.PeerRole;
import io.pvfhost.cluster.impl.Channel;
import io.pvfhost.cluster.impl.Envelopes;
import io.pvfhost.cluster.impl.Kind;
import io.pvfhost.cluster.impl.Op;
import io.pvfhost.scale.ScaleReader;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import static io.pvfhost.tests.cluster.Awaits.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Bytes of any kind to an open node, where nothing but their form protects it: an answer of the host, or a refusal. */
class FuzzTest {

  private static final String HOST_B = PeerAddresses.of(PeerRole.HOST, Peers.B);

  private static Vertx vertx;
  private static Envelopes peer;
  /** Whose messages are never changed: a changed number would end the series of its sender. */
  private static Envelopes witness;

  @BeforeContainer
  static void startNode() throws Exception {
    vertx = Vertx.vertx();
    peer = new Envelopes(Peers.A, List.of());
    witness = new Envelopes(UUID.randomUUID(), List.of());
    await(EventBusPeers.create(vertx, Peers.identity(Peers.B, "host-b"), Optional.empty()).serveHost(new FakeHost()));
  }

  @AfterContainer
  static void stopNode() throws Exception {
    await(vertx.close());
  }

  @Property(tries = 300)
  void garbageGetsNoAnswer(@ForAll @Size(max = 300) byte[] garbage) throws Exception {
    assertEquals(List.of(), answersTo(garbage));
  }

  @Property(tries = 300)
  void anyPayloadOfAPeerIsAnsweredOrRefused(@ForAll @IntRange(max = 12) int op, @ForAll @Size(max = 200) byte[] body)
      throws Exception {
    byte[] message = peer.seal(Kind.CALL, Channel.HOST, Peers.B, 200, out -> out.u8(1).u8(op).raw(body)).bytes();
    assertEquals(1, assertAnswers(answersTo(message)));
  }

  @Property(tries = 600)
  void aChangedMessageIsAnsweredOrRefusedOrGetsNoAnswer(@ForAll @IntRange(max = 1000) int at, @ForAll byte value,
      @ForAll @IntRange(max = 200) int cut, @ForAll boolean isCut) throws Exception {
    Buffer message = new Envelopes(UUID.randomUUID(), List.of()).seal(Kind.CALL, Channel.HOST, Peers.B, 200, out -> {
      out.u8(1).u8(Op.EXECUTE.code());
      Op.EXECUTE.request().writer().accept(Peers.EXECUTE, out);
    }).buffer().copy();
    message.setByte(at % message.length(), value);
    Buffer sent = isCut ? message.getBuffer(0, Math.min(cut, message.length())) : message;
    assertTrue(assertAnswers(answersTo(sent.getBytes())) <= 1);
  }

  private static List<Object> answersTo(byte[] message) throws Exception {
    List<Object> answers = new CopyOnWriteArrayList<>();
    Promise<Message<Object>> barrier = Promise.promise();
    // Both from one context: an answer to the first is there before that to the second.
    vertx.runOnContext(v -> {
      vertx.eventBus().request(HOST_B, Buffer.buffer(message))
          .onComplete(answer -> answers.add(answer.succeeded() ? answer.result().body() : answer.cause()));
      Buffer last = witness.seal(Kind.CALL, Channel.HOST, Peers.B, 2, out -> out.u8(1).u8(6)).buffer();
      vertx.eventBus().request(HOST_B, last).onComplete(barrier);
    });
    await(barrier.future());
    return answers;
  }

  private static int assertAnswers(List<Object> answers) throws Exception {
    for (Object answer : answers) {
      // The sender may be another than the peer after a change; its answer is then not for the peer.
      Buffer body = (Buffer) answer;
      Envelopes recipient = new Envelopes(new UUID(body.getLong(27), body.getLong(35)), List.of());
      ScaleReader payload = recipient.open(Channel.HOST, EnumSet.of(Kind.ANSWER), body).payload();
      assertEquals(1, payload.u8());
      int status = payload.u8();
      if (status == 1) {
        assertTrue(EnumSet.of(FailureCode.MALFORMED, FailureCode.UNAVAILABLE)
            .contains(FailureCode.of(payload.u16()).orElseThrow()));
        payload.string();
        payload.end();
      } else {
        assertEquals(0, status);
      }
    }
    return answers.size();
  }
}
