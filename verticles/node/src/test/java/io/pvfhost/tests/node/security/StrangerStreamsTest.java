package io.pvfhost.tests.node.security;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.hazelcast.keys.KeyDirectory;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Digests;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PoV;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import static io.pvfhost.tests.node.security.SecuredHost.LIMIT;
import static io.pvfhost.tests.node.security.SecuredHost.NAME;
import static io.pvfhost.tests.node.security.SecuredHost.STREAM_BYTES;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Senders at a running host that break the rules, most of them with a certificate and a good ticket. */
@Timeout(120)
class StrangerStreamsTest {

  private static final int LENGTH = 10_000;
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final long ALIVE_MILLIS = 300;

  @RegisterExtension
  static final Shared SHARED = new Shared();

  private final UUID job = UUID.randomUUID();
  private UUID host;
  private long aliveTimer;

  @BeforeEach
  void live() {
    host = SHARED.requester.idOf(NAME);
    aliveTimer = SHARED.requester.cluster().vertx().setPeriodic(ALIVE_MILLIS,
        tick -> SHARED.requester.bus().alive(host));
  }

  /** What a stream was given is given back, whatever became of it. */
  @AfterEach
  void theHostIsUnharmed() {
    SHARED.requester.bus().release(host, new Release(job, 1));
    SHARED.assertUnharmed();
    SHARED.requester.cluster().vertx().cancelTimer(aliveTimer);
  }

  private ReserveAnswer reserve(UUID id, long length, Duration ttl) {
    return Requester.get(SHARED.requester.bus().reserve(host, new Reserve(id, 1, Hash.ZERO, ttl, Duration.ZERO, length),
        LIMIT));
  }

  private ReserveAnswer.Granted granted(long length, Duration ttl) {
    return assertInstanceOf(ReserveAnswer.Granted.class, reserve(job, length, ttl));
  }

  private static StreamTicket ticket(ReserveAnswer.Granted granted) {
    return granted.ticket().orElseThrow();
  }

  private Future<ExecuteAnswer> execute(ReserveAnswer.Granted granted, Duration ttl, byte[] announced) {
    ExecuteRequest whole = Requester.adder().build();
    ExecuteRequest request = ExecuteRequest.builder(whole.code(), whole.pvd(), new PoV(Bytes.EMPTY)).build();
    return SHARED.requester.bus().execute(host, new Execute(job, 1, granted.lease(), ttl, request,
        Optional.of(new Execute.Streamed(announced.length, Hash.of(Digests.sha2_256(announced))))), LIMIT);
  }

  private static void assertRefusal(FailureCode code, Future<?> future) {
    assertEquals(code, assertThrows(PvfException.class, () -> Requester.get(future)).code());
  }

  private static TlsPeer peer(StreamTicket ticket) throws IOException, GeneralSecurityException {
    Path files = SHARED.spare();
    return TlsPeer.with(files.resolve(KeyDirectory.CERTIFICATE), files.resolve(KeyDirectory.KEY), ticket.port());
  }

  private static byte[] concat(byte[] head, byte[] data) {
    byte[] all = Arrays.copyOf(head, head.length + data.length);
    System.arraycopy(data, 0, all, head.length, data.length);
    return all;
  }

  /** Sends all at once, and is not answered but cut off. */
  private static void assertRefused(String cause, StreamTicket at, byte[] head, int length)
      throws IOException, GeneralSecurityException {
    long before = SHARED.host.refusedByStreams(cause);
    try (TlsPeer peer = peer(at)) {
      assertEquals(-1, peer.sendAndRead(concat(head, new byte[length])));
    }
    await().atMost(LIMIT).until(() -> SHARED.host.refusedByStreams(cause) == before + 1);
  }

  @Test
  void moreThanWasAnnouncedIsRefused() throws Exception {
    ReserveAnswer.Granted granted = granted(LENGTH, LIMIT);
    Future<ExecuteAnswer> answer = execute(granted, LIMIT, new byte[LENGTH]);
    assertRefused("extra_bytes", ticket(granted), TlsPeer.head(ticket(granted), LENGTH), LENGTH + 100);
    assertRefusal(FailureCode.UNAVAILABLE, answer);
  }

  @Test
  void anotherLengthThanThatOfTheTicketIsRefused() throws Exception {
    ReserveAnswer.Granted granted = granted(LENGTH, LIMIT);
    assertRefused("wrong_length", ticket(granted), TlsPeer.head(ticket(granted), 1L << 40), LENGTH);
    assertEquals(0, SHARED.host.reservedBytes());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoSendsByteByByteHasTheTimeOfTheJobAndNoMore(boolean ordered) throws Exception {
    ReserveAnswer.Granted granted = granted(LENGTH, SHORT);
    Optional<Future<ExecuteAnswer>> answer =
        ordered ? Optional.of(execute(granted, SHORT, new byte[LENGTH])) : Optional.empty();
    try (TlsPeer peer = peer(ticket(granted))) {
      peer.send(TlsPeer.head(ticket(granted), LENGTH));
      assertEquals(LENGTH, SHARED.host.reservedBytes());
      // There is no event between two bytes of a slow sender: slowness is what is tested.
      assertThrows(IOException.class, () -> {
        for (int i = 0; i < LENGTH; i++) {
          peer.send(new byte[1]);
          TimeUnit.MILLISECONDS.sleep(20);
        }
      });
    }
    answer.ifPresent(ended -> assertRefusal(FailureCode.CANCELLED, ended));
  }

  @Test
  void otherBytesThanWereAnnouncedAreNoBlockData() throws Exception {
    String figure = "pvf_host_events_total{event=\"block_data_wrong\"}";
    long before = SHARED.host.metric(figure);
    ReserveAnswer.Granted granted = granted(LENGTH, LIMIT);
    byte[] announced = new byte[LENGTH];
    announced[LENGTH - 1] = 1;
    Future<ExecuteAnswer> answer = execute(granted, LIMIT, announced);
    try (TlsPeer peer = peer(ticket(granted))) {
      assertEquals(1, peer.sendAndRead(concat(TlsPeer.head(ticket(granted), LENGTH), new byte[LENGTH])));
    }
    assertRefusal(FailureCode.MALFORMED, answer);
    await().atMost(LIMIT).until(() -> SHARED.host.metric(figure) == before + 1);
  }

  @Test
  void aTicketIsGoodForOneStream() throws Exception {
    ReserveAnswer.Granted granted = granted(LENGTH, LIMIT);
    byte[] head = TlsPeer.head(ticket(granted), LENGTH);
    try (TlsPeer peer = peer(ticket(granted))) {
      assertEquals(1, peer.sendAndRead(concat(head, new byte[LENGTH])));
    }
    assertRefused("spent_ticket", ticket(granted), head, LENGTH);
    assertEquals(LENGTH, SHARED.host.reservedBytes(), "the first stream is there still, and it alone");
  }

  @Test
  void aTicketThatWasGuessedIsGoodForNothing() throws Exception {
    ReserveAnswer.Granted granted = granted(LENGTH, LIMIT);
    for (int guess = 1; guess <= 5; guess++) {
      byte[] head = TlsPeer.head(ticket(granted), Long.MAX_VALUE);
      head[StreamTicket.SECRET_BYTES - 1] ^= (byte) guess;
      assertRefused("unknown_ticket", ticket(granted), head, LENGTH);
      assertEquals(LENGTH, SHARED.host.reservedBytes(), "what is expected, and no more");
    }
  }

  @Test
  void aTicketOfAnotherHostIsGoodForNothingHere() throws Exception {
    ReserveAnswer.Granted granted = granted(LENGTH, LIMIT);
    InboundStream elsewhere = SHARED.requester.cluster().node().streams().expect(1, LIMIT);
    assertRefused("unknown_ticket", ticket(granted), TlsPeer.head(elsewhere.ticket(), 1), 1);
    try (TlsPeer peer = peer(elsewhere.ticket())) {
      assertEquals(1, peer.sendAndRead(concat(TlsPeer.head(elsewhere.ticket(), 1), new byte[1])));
    }
    Requester.get(elsewhere.received()).release();
  }

  @Test
  void whoHasNoTlsOrNoCertificateIsRefused() throws Exception {
    ReserveAnswer.Granted granted = granted(LENGTH, LIMIT);
    long before = SHARED.host.refusedByStreams("handshake");
    byte[] whole = concat(TlsPeer.head(ticket(granted), LENGTH), new byte[LENGTH]);
    try (TlsPeer plain = TlsPeer.plain(ticket(granted).port());
        TlsPeer anonymous = TlsPeer.anonymous(ticket(granted).port())) {
      plain.sendAndRead(whole);
      assertEquals(-1, anonymous.sendAndRead(whole));
    }
    await().atMost(LIMIT).until(() -> SHARED.host.refusedByStreams("handshake") == before + 2);
    try (TlsPeer peer = peer(ticket(granted))) {
      assertEquals(1, peer.sendAndRead(whole), "the ticket is good still");
    }
  }

  @Test
  void allStreamsTogetherTakeNoMoreThanTheirBound() {
    granted(STREAM_BYTES, LIMIT);
    UUID second = UUID.randomUUID();
    assertInstanceOf(ReserveAnswer.Busy.class, reserve(second, 1, LIMIT));
    assertEquals(STREAM_BYTES, SHARED.host.reservedBytes());
  }
}
