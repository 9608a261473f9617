package io.pvfhost.tests.cluster.stream;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.pvfhost.api.FailureCode;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.ReceivedStream;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.cluster.stream.StreamOptions;
import io.pvfhost.cluster.stream.TcpStreams;
import io.pvfhost.scale.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import static io.pvfhost.tests.cluster.stream.StreamRig.LONG;
import static io.pvfhost.tests.cluster.stream.StreamRig.await;
import static io.pvfhost.tests.cluster.stream.StreamRig.awaitRefused;
import static io.pvfhost.tests.cluster.stream.StreamRig.data;
import static io.pvfhost.tests.cluster.stream.StreamRig.failure;
import static io.pvfhost.tests.cluster.stream.StreamRig.join;
import static io.pvfhost.tests.cluster.stream.StreamRig.sha256;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Senders that break the rules: closed without an answer, counted, and nothing kept for them. */
@Timeout(60)
class StrangersTest {

  @RegisterExtension
  static final LeakDetection LEAKS = new LeakDetection();

  private static final int LENGTH = 1 << 20;
  private static final byte[] NOTHING = {};
  private static final Duration SHORT = Duration.ofMillis(50);

  @RegisterExtension
  final StreamRig rig = new StreamRig();

  private static StreamTicket guess(TcpStreams receiver) {
    return new StreamTicket(receiver.host(), receiver.port(), Bytes.wrap(data(StreamTicket.SECRET_BYTES)));
  }

  private void assertRefused(TcpStreams receiver, String cause, byte[]... parts) throws IOException {
    try (Stranger stranger = Stranger.at(receiver)) {
      assertArrayEquals(NOTHING, stranger.send(parts).answer());
    }
    awaitRefused(receiver, cause, 1);
  }

  @Test
  void rawPeerThatKeepsTheRulesIsAnswered() throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions());
    try (Stranger peer = Stranger.at(receiver)) {
      for (int length : new int[] {LENGTH, 0, 1}) {
        InboundStream inbound = rig.expect(receiver, length, LONG);
        peer.send(Stranger.head(inbound.ticket(), length), data(length));
        assertEquals(1, peer.answerByte());
        ReceivedStream received = join(inbound.received());
        assertArrayEquals(data(length), ByteBufUtil.getBytes(received.content()));
        received.release();
      }
    }
    assertEquals(Map.of(), receiver.refused());
  }

  @Test
  void headThatComesByteByByteIsAHead() throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions());
    InboundStream inbound = rig.expect(receiver, 3, LONG);
    try (Stranger peer = Stranger.at(receiver)) {
      for (byte b : Stranger.head(inbound.ticket(), 3)) {
        peer.send(new byte[] {b});
      }
      for (byte b : data(3)) {
        peer.send(new byte[] {b});
      }
      assertEquals(1, peer.answerByte());
    }
    ReceivedStream received = join(inbound.received());
    assertEquals(sha256(data(3)), received.sha256());
    received.release();
  }

  @Test
  void wrongBytesShowInTheHash() throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions());
    InboundStream inbound = rig.expect(receiver, LENGTH, LONG);
    byte[] altered = data(LENGTH);
    altered[LENGTH / 2] ^= 1;
    try (Stranger stranger = Stranger.at(receiver)) {
      stranger.send(Stranger.head(inbound.ticket(), LENGTH), altered);
      assertEquals(1, stranger.answerByte());
    }
    ReceivedStream received = join(inbound.received());
    assertNotEquals(sha256(data(LENGTH)), received.sha256());
    assertEquals(sha256(altered), received.sha256());
    received.release();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, LENGTH, Long.MAX_VALUE, -1})
  void guessedTicketGetsNothing(long length) throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions());
    InboundStream inbound = rig.expect(receiver, LENGTH, LONG);
    assertRefused(receiver, "unknown_ticket", Stranger.head(guess(receiver), length), data(LENGTH));
    assertEquals(LENGTH, receiver.reservedBytes(), "the stream that is expected still is");
    inbound.cancel();
  }

  @Test
  void ticketThatDiffersInItsLastBitIsUnknown() throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions());
    InboundStream inbound = rig.expect(receiver, LENGTH, LONG);
    byte[] head = Stranger.head(inbound.ticket(), LENGTH);
    head[StreamTicket.SECRET_BYTES - 1] ^= 1;
    assertRefused(receiver, "unknown_ticket", head, data(LENGTH));
    inbound.cancel();
  }

  @Test
  void garbageGetsNothing() throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions());
    assertRefused(receiver, "unknown_ticket", data(4 << 20));
  }

  @Test
  void usedTicketGetsNothing() throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions());
    InboundStream inbound = rig.expect(receiver, LENGTH, LONG);
    byte[] head = Stranger.head(inbound.ticket(), LENGTH);
    try (Stranger first = Stranger.at(receiver)) {
      first.send(head, data(LENGTH));
      assertEquals(1, first.answerByte());
    }
    join(inbound.received()).release();
    assertRefused(receiver, "spent_ticket", head, data(LENGTH));
  }

  @Test
  void ticketOfAStreamUnderWayGetsNothing() throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions());
    InboundStream inbound = rig.expect(receiver, LENGTH, LONG);
    byte[] head = Stranger.head(inbound.ticket(), LENGTH);
    try (Stranger first = Stranger.at(receiver)) {
      first.send(head, Arrays.copyOf(data(LENGTH), 1));
      assertRefused(receiver, "spent_ticket", head, data(LENGTH));
      first.send(Arrays.copyOfRange(data(LENGTH), 1, LENGTH));
      assertEquals(1, first.answerByte());
    }
    join(inbound.received()).release();
  }

  @Test
  void expiredTicketGetsNothing() throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions());
    InboundStream inbound = rig.expect(receiver, LENGTH, Duration.ofMillis(5));
    failure(FailureCode.UNAVAILABLE, inbound.received());
    assertRefused(receiver, "spent_ticket", Stranger.head(inbound.ticket(), LENGTH), data(LENGTH));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, LENGTH - 1, LENGTH + 1, (1L << 32) + LENGTH, Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void otherLengthThanExpectedGetsNothingAndUsesTheTicketUp(long length) throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions());
    InboundStream inbound = rig.expect(receiver, LENGTH, LONG);
    assertRefused(receiver, "wrong_length", Stranger.head(inbound.ticket(), length), data(LENGTH));
    assertEquals("the sender announced " + Long.toUnsignedString(length) + " bytes, not " + LENGTH,
        failure(FailureCode.UNAVAILABLE, inbound.received()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 23})
  void headThatDoesNotComeInTimeEndsTheConnection(int bytes) throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions().setHeaderTimeout(SHORT));
    assertRefused(receiver, "slow_header", Arrays.copyOf(Stranger.head(guess(receiver), 1), bytes));
  }

  @Test
  void endWithinTheHeadIsCounted() throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions());
    Stranger.at(receiver).send(new byte[23]).close();
    awaitRefused(receiver, "short_header", 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, LENGTH - 1})
  void endWithinTheStreamFailsIt(int bytes) throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions());
    InboundStream inbound = rig.expect(receiver, LENGTH, LONG);
    Stranger.at(receiver).send(Stranger.head(inbound.ticket(), LENGTH), Arrays.copyOf(data(LENGTH), bytes)).close();
    assertEquals("the sender closed the connection after " + bytes + " of 1048576 bytes",
        failure(FailureCode.UNAVAILABLE, inbound.received()));
    awaitRefused(receiver, "short_stream", 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, LENGTH - 1})
  void streamThatStallsFails(int bytes) throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions());
    InboundStream inbound = rig.expect(receiver, LENGTH, Duration.ofMillis(300));
    assertRefused(receiver, "stalled", Stranger.head(inbound.ticket(), LENGTH), Arrays.copyOf(data(LENGTH), bytes));
    assertEquals("no byte of the stream came for 300 ms", failure(FailureCode.UNAVAILABLE, inbound.received()));
  }

  @Test
  void slowSenderHasAllTheTimeItNeeds() throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions());
    Duration patience = Duration.ofSeconds(1);
    InboundStream inbound = rig.expect(receiver, 16, patience);
    try (Stranger peer = Stranger.at(receiver)) {
      peer.send(Stranger.head(inbound.ticket(), 16));
      for (byte b : data(16)) {
        LockSupport.parkNanos(patience.toNanos() / 10);
        peer.send(new byte[] {b});
      }
      assertEquals(1, peer.answerByte());
    }
    join(inbound.received()).release();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 24, LENGTH})
  void moreBytesThanAnnouncedFailTheStream(int extra) throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions());
    InboundStream inbound = rig.expect(receiver, 10, LONG);
    byte[] whole = new byte[34 + extra];
    System.arraycopy(Stranger.head(inbound.ticket(), 10), 0, whole, 0, 24);
    assertRefused(receiver, "extra_bytes", whole);
    assertEquals("more bytes came than were announced", failure(FailureCode.UNAVAILABLE, inbound.received()));
  }

  @Test
  void bytesAfterTheAnswerAreTheHeadOfAnotherStream() throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions());
    InboundStream inbound = rig.expect(receiver, 1, LONG);
    try (Stranger stranger = Stranger.at(receiver)) {
      stranger.send(Stranger.head(inbound.ticket(), 1), data(1));
      assertEquals(1, stranger.answerByte());
      assertArrayEquals(NOTHING, stranger.send(data(100)).answer());
    }
    join(inbound.received()).release();
    awaitRefused(receiver, "unknown_ticket", 1);
  }

  @Test
  void idleConnectionIsClosedWithoutBlame() throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions().setIdleTimeout(SHORT));
    InboundStream inbound = rig.expect(receiver, 1, LONG);
    try (Stranger peer = Stranger.at(receiver)) {
      peer.send(Stranger.head(inbound.ticket(), 1), data(1));
      assertArrayEquals(new byte[] {1}, peer.answer());
    }
    join(inbound.received()).release();
    assertEquals(Map.of(), receiver.refused());
  }

  @Test
  void thoseWhoHoldConnectionsAndSayNothingKeepNobodyOut() throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions().setMaxConnections(3).setHeaderTimeout(LONG));
    TcpStreams sender = rig.open(new StreamOptions());
    List<Stranger> silent = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      silent.add(Stranger.at(receiver).send(new byte[23]));
    }
    awaitRefused(receiver, "crowded_out", 7);
    InboundStream inbound = rig.expect(receiver, LENGTH, LONG);
    assertEquals(sha256(data(LENGTH)), join(rig.send(sender, inbound.ticket(), data(LENGTH), LONG)));
    join(inbound.received()).release();
    awaitRefused(receiver, "crowded_out", 8);
    assertArrayEquals(NOTHING, silent.get(0).answer(), "the one that has been silent longest goes first");
    for (Stranger stranger : silent) {
      stranger.close();
    }
  }

  @Test
  void connectionsBeyondTheLimitAreClosedWhileAllAreBusy() throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions().setMaxConnections(1));
    InboundStream inbound = rig.expect(receiver, 2, LONG);
    AtomicBoolean busyNow = new AtomicBoolean();
    inbound.onProgress(() -> busyNow.set(true));
    try (Stranger busy = Stranger.at(receiver)) {
      busy.send(Stranger.head(inbound.ticket(), 2), data(1));
      // Before its head has been read it is one that waits, and would make room itself.
      await().untilTrue(busyNow);
      try (Stranger other = Stranger.at(receiver)) {
        assertArrayEquals(NOTHING, other.answer());
      }
      awaitRefused(receiver, "too_many_connections", 1);
    }
    failure(FailureCode.UNAVAILABLE, inbound.received());
  }

  @Test
  void refusalsAreNotReservations() throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions());
    for (int i = 0; i < 50; i++) {
      try (Stranger stranger = Stranger.at(receiver)) {
        stranger.send(Stranger.head(guess(receiver), Long.MAX_VALUE)).answer();
      }
      assertEquals(0, receiver.reservedBytes());
    }
    awaitRefused(receiver, "unknown_ticket", 50);
  }

  @Test
  void leaksAreNoticed() {
    PooledByteBufAllocator.DEFAULT.directBuffer(1);
    await().untilAsserted(() -> {
      List<String> leaks = LEAKS.collect();
      assertEquals(1, leaks.size());
      assertTrue(leaks.get(0).startsWith("LEAK"), leaks.get(0));
    });
  }
}
