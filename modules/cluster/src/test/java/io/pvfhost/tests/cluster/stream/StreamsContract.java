package io.pvfhost.tests.cluster.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.ReceivedStream;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.cluster.stream.StreamOptions;
import io.pvfhost.cluster.stream.TcpStreams;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static io.pvfhost.tests.cluster.stream.StreamRig.LONG;
import static io.pvfhost.tests.cluster.stream.StreamRig.await;
import static io.pvfhost.tests.cluster.stream.StreamRig.data;
import static io.pvfhost.tests.cluster.stream.StreamRig.failure;
import static io.pvfhost.tests.cluster.stream.StreamRig.join;
import static io.pvfhost.tests.cluster.stream.StreamRig.sha256;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What streams do between honest nodes, however they are protected on the way. */
@Timeout(60)
abstract class StreamsContract {

  @RegisterExtension
  static final LeakDetection LEAKS = new LeakDetection();

  private static final int MIB = 1 << 20;
  /** So much that a stream is under way for some time. */
  private static final int LARGE = 64 * MIB;

  @RegisterExtension
  final StreamRig rig = new StreamRig();

  /** Options of one node, to be changed by the test. */
  abstract StreamOptions options() throws Exception;

  private static byte[] take(ReceivedStream stream) {
    byte[] bytes = ByteBufUtil.getBytes(stream.content());
    stream.release();
    return bytes;
  }

  private Future<Hash> send(TcpStreams from, InboundStream to, byte[] data) {
    return rig.send(from, to.ticket(), data, LONG);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 24, 25, 256 << 10, (256 << 10) + 1, 10 * MIB + 3})
  void streamArrivesWithItsHashInOnePieceOfDirectMemory(int length) throws Exception {
    TcpStreams receiver = rig.open(options());
    TcpStreams sender = rig.open(options());
    byte[] data = data(length);
    InboundStream inbound = rig.expect(receiver, length, LONG);
    Hash sent = join(send(sender, inbound, data));
    ReceivedStream received = join(inbound.received());
    assertEquals(sha256(data), sent);
    assertEquals(sent, received.sha256());
    assertTrue(received.content().isDirect());
    assertEquals(1, received.content().nioBufferCount());
    assertEquals(length, receiver.reservedBytes());
    assertArrayEquals(data, take(received));
    assertEquals(0, receiver.reservedBytes());
    assertEquals(Map.of(), receiver.refused());
  }

  @Test
  void manyStreamsAtATimeArriveEachWithItsOwnBytes() throws Exception {
    TcpStreams receiver = rig.open(options());
    TcpStreams sender = rig.open(options());
    for (int round = 0; round < 3; round++) {
      List<InboundStream> inbound = new ArrayList<>();
      List<Future<Hash>> sent = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        byte[] data = data(MIB + i);
        inbound.add(rig.expect(receiver, data.length, LONG));
        sent.add(send(sender, inbound.get(i), data));
      }
      for (int i = 0; i < 8; i++) {
        assertEquals(sha256(data(MIB + i)), join(sent.get(i)));
        assertArrayEquals(data(MIB + i), take(join(inbound.get(i).received())));
      }
    }
    assertEquals(Map.of(), receiver.refused());
  }

  @Test
  void nodeSendsToItself() throws Exception {
    TcpStreams node = rig.open(options());
    InboundStream inbound = rig.expect(node, MIB, LONG);
    assertEquals(sha256(data(MIB)), join(send(node, inbound, data(MIB))));
    assertArrayEquals(data(MIB), take(join(inbound.received())));
  }

  @Test
  void resultsAndProgressArriveOnTheCallersContext() throws Exception {
    TcpStreams receiver = rig.open(options());
    TcpStreams sender = rig.open(options());
    List<Context> seen = new ArrayList<>();
    AtomicInteger progress = new AtomicInteger();
    Future<Hash> sent = rig.call(() -> {
      InboundStream inbound = receiver.expect(MIB, LONG);
      inbound.onProgress(() -> {
        progress.incrementAndGet();
        seen.add(Vertx.currentContext());
      });
      Future<Void> taken = inbound.received().map(stream -> {
        seen.add(Vertx.currentContext());
        stream.release();
        return null;
      });
      return sender.send(inbound.ticket(), Bytes.wrap(data(MIB)), LONG).compose(hash -> {
        seen.add(Vertx.currentContext());
        return taken.map(hash);
      });
    });
    join(sent);
    assertTrue(progress.get() > 0);
    assertEquals(2 + progress.get(), seen.size());
    seen.forEach(context -> assertEquals(rig.context(), context));
  }

  @Test
  void budgetBoundsWhatIsExpectedAndHeldTogether() throws Exception {
    TcpStreams receiver = rig.open(options().setMaxBytes(3 * MIB));
    TcpStreams sender = rig.open(options());
    InboundStream first = rig.expect(receiver, 2 * MIB, LONG);
    assertEquals(2 * MIB, receiver.reservedBytes());
    PvfException refused = assertThrows(PvfException.class, () -> receiver.expect(MIB + 1, LONG));
    assertEquals(FailureCode.OVERLOADED, refused.code());
    assertEquals(2 * MIB, receiver.reservedBytes());
    InboundStream second = rig.expect(receiver, MIB, LONG);
    assertEquals(3 * MIB, receiver.reservedBytes());
    assertEquals(FailureCode.OVERLOADED,
        assertThrows(PvfException.class, () -> receiver.expect(1, LONG)).code());

    second.cancel();
    await().until(() -> receiver.reservedBytes() == 2 * MIB);
    join(send(sender, first, data(2 * MIB)));
    ByteBuf content = join(first.received()).content();
    content.retain();
    content.release();
    assertEquals(2 * MIB, receiver.reservedBytes(), "held until the last reference is released");
    content.release();
    assertEquals(0, receiver.reservedBytes());
    rig.expect(receiver, 3 * MIB, LONG).cancel();
  }

  @Test
  void streamLargerThanTheWholeBudgetIsRefused() throws Exception {
    TcpStreams receiver = rig.open(options().setMaxBytes(MIB));
    assertEquals(FailureCode.OVERLOADED,
        assertThrows(PvfException.class, () -> receiver.expect(Integer.MAX_VALUE, LONG)).code());
    assertThrows(IllegalArgumentException.class, () -> receiver.expect(-1, LONG));
    assertThrows(IllegalArgumentException.class, () -> receiver.expect(1L << 31, LONG));
  }

  @Test
  void ticketsThatAreOutAreBounded() throws Exception {
    TcpStreams receiver = rig.open(options().setMaxConnections(2));
    List<InboundStream> out = List.of(rig.expect(receiver, 0, LONG), rig.expect(receiver, 0, LONG));
    assertEquals(FailureCode.OVERLOADED, assertThrows(PvfException.class, () -> receiver.expect(0, LONG)).code());
    out.forEach(InboundStream::cancel);
    out.forEach(stream -> failure(FailureCode.CANCELLED, stream.received()));
    rig.expect(receiver, 0, LONG).cancel();
  }

  @Test
  void cancelledTicketIsWorthNothing() throws Exception {
    TcpStreams receiver = rig.open(options());
    TcpStreams sender = rig.open(options());
    InboundStream inbound = rig.expect(receiver, MIB, LONG);
    inbound.cancel();
    failure(FailureCode.CANCELLED, inbound.received());
    failure(FailureCode.UNAVAILABLE, send(sender, inbound, data(MIB)));
    StreamRig.awaitRefused(receiver, "spent_ticket", 1);
  }

  @Test
  void cancelEndsAStreamThatFlows() throws Exception {
    TcpStreams receiver = rig.open(options());
    TcpStreams sender = rig.open(options());
    InboundStream inbound = rig.expect(receiver, LARGE, LONG);
    inbound.onProgress(inbound::cancel);
    Future<Hash> sent = send(sender, inbound, new byte[LARGE]);
    failure(FailureCode.CANCELLED, inbound.received());
    failure(FailureCode.UNAVAILABLE, sent);
    await().until(() -> receiver.reservedBytes() == 0);
    assertEquals(Map.of(), receiver.refused(), "the owner's decision, no fault of the sender");
  }

  @Test
  void cancelDoesNothingToAStreamThatWasHandedOver() throws Exception {
    TcpStreams receiver = rig.open(options());
    TcpStreams sender = rig.open(options());
    InboundStream inbound = rig.expect(receiver, MIB, LONG);
    join(send(sender, inbound, data(MIB)));
    ReceivedStream received = join(inbound.received());
    inbound.cancel();
    assertEquals(1, received.content().refCnt());
    assertArrayEquals(data(MIB), take(received));
  }

  @Test
  void ticketDiesWithTheReceiversPatience() throws Exception {
    TcpStreams receiver = rig.open(options());
    TcpStreams sender = rig.open(options());
    InboundStream inbound = rig.expect(receiver, MIB, Duration.ofMillis(20));
    assertEquals("the stream did not begin in time", failure(FailureCode.UNAVAILABLE, inbound.received()));
    assertEquals(0, receiver.reservedBytes());
    failure(FailureCode.UNAVAILABLE, send(sender, inbound, data(MIB)));
  }

  @Test
  void ticketIsGoodForOneStream() throws Exception {
    TcpStreams receiver = rig.open(options());
    TcpStreams sender = rig.open(options());
    InboundStream inbound = rig.expect(receiver, MIB, LONG);
    join(send(sender, inbound, data(MIB)));
    join(inbound.received()).release();
    failure(FailureCode.UNAVAILABLE, send(sender, inbound, data(MIB)));
    await().until(() -> receiver.refused().containsKey("spent_ticket"));
  }

  @Test
  void streamOfAnotherLengthThanExpectedFailsBothSides() throws Exception {
    TcpStreams receiver = rig.open(options());
    TcpStreams sender = rig.open(options());
    InboundStream inbound = rig.expect(receiver, MIB, LONG);
    failure(FailureCode.UNAVAILABLE, send(sender, inbound, data(MIB - 1)));
    assertEquals("the sender announced 1048575 bytes, not 1048576",
        failure(FailureCode.UNAVAILABLE, inbound.received()));
    StreamRig.awaitRefused(receiver, "wrong_length", 1);
  }

  @Test
  void endOfTheReceiverEndsEverythingUnderWay() throws Exception {
    TcpStreams receiver = rig.open(options());
    TcpStreams sender = rig.open(options());
    InboundStream waiting = rig.expect(receiver, MIB, LONG);
    InboundStream flowing = rig.expect(receiver, LARGE, LONG);
    Future<Hash> sent = send(sender, flowing, new byte[LARGE]);
    flowing.onProgress(receiver::close);
    failure(FailureCode.UNAVAILABLE, waiting.received());
    failure(FailureCode.UNAVAILABLE, flowing.received());
    failure(FailureCode.UNAVAILABLE, sent);
    join(rig.call(receiver::close));
    failure(FailureCode.UNAVAILABLE, rig.expect(receiver, MIB, LONG).received());
  }

  @Test
  void endOfTheSenderEndsItsStreams() throws Exception {
    TcpStreams receiver = rig.open(options());
    TcpStreams sender = rig.open(options());
    InboundStream inbound = rig.expect(receiver, LARGE, LONG);
    inbound.onProgress(sender::close);
    failure(FailureCode.UNAVAILABLE, send(sender, inbound, new byte[LARGE]));
    failure(FailureCode.UNAVAILABLE, inbound.received());
    join(rig.call(sender::close));
    failure(FailureCode.UNAVAILABLE, send(sender, inbound, data(MIB)));
    StreamRig.awaitRefused(receiver, "short_stream", 1);
  }

  @Test
  void connectionServesOneStreamAfterTheOther() throws Exception {
    TcpStreams receiver = rig.open(options().setMaxConnections(1));
    TcpStreams sender = rig.open(options().setMaxConnections(1));
    for (int i = 0; i < 5; i++) {
      InboundStream inbound = rig.expect(receiver, MIB + i, LONG);
      assertEquals(sha256(data(MIB + i)), join(send(sender, inbound, data(MIB + i))));
      join(inbound.received()).release();
    }
    assertEquals(Map.of(), receiver.refused());
  }

  @Test
  void sendersBeyondTheirConnectionsAreRefusedByTheirOwnNode() throws Exception {
    TcpStreams receiver = rig.open(options());
    TcpStreams sender = rig.open(options().setMaxConnections(1));
    InboundStream first = rig.expect(receiver, LARGE, LONG);
    InboundStream second = rig.expect(receiver, MIB, LONG);
    Future<Hash> sent = send(sender, first, new byte[LARGE]);
    failure(FailureCode.OVERLOADED, send(sender, second, data(MIB)));
    join(sent);
    join(first.received()).release();
    second.cancel();
  }

  @Test
  void ticketsCarryThePublicAddress() throws Exception {
    TcpStreams receiver = rig.open(options().setPublicHost("node.example").setPublicPort(7));
    InboundStream inbound = rig.expect(receiver, 1, LONG);
    StreamTicket ticket = inbound.ticket();
    assertEquals("node.example", ticket.host());
    assertEquals(7, ticket.port());
    assertEquals(StreamTicket.SECRET_BYTES, ticket.secret().length());
    assertEquals("ticket of node.example:7", ticket.toString());
    inbound.cancel();
  }
}
