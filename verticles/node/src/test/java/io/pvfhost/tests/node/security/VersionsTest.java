package io.pvfhost.tests.node.security;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.StatusReply;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Cancel;
import io.pvfhost.cluster.Capacity;
import io.pvfhost.cluster.CodeTransfer;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.cluster.HostOperations;
import io.pvfhost.cluster.PeerAddresses;
import io.pvfhost.cluster.PeerProtocol;
import io.pvfhost.cluster.PeerRole;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.cluster.impl.Channel;
import io.pvfhost.cluster.impl.Envelopes;
import io.pvfhost.cluster.impl.Kind;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ScaleReader;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import static io.pvfhost.tests.node.security.SecuredHost.LIMIT;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Nodes of two releases in one cluster: of another peer protocol, and with another worker. */
@Timeout(120)
class VersionsTest {

  private static final String OLDER = "0.0.1-older";
  private static final String ALPHA = "alpha";
  private static final String BETA = "beta";

  @TempDir
  private static Path dir;
  private static MemberHost alpha;
  private static MemberHost beta;
  private static Requester requester;

  @BeforeAll
  static void start() throws Exception {
    alpha = MemberHost.start(dir, new ClusterOptions().setId(ALPHA).setPort(0), Optional.empty());
    beta = MemberHost.start(dir, joining().setId(BETA), Optional.of(OLDER));
    requester = Requester.join(joining().setId("requester"));
    requester.idOf(ALPHA);
    requester.idOf(BETA);
  }

  private static ClusterOptions joining() {
    return new ClusterOptions().setPort(0).setJoin(List.of(alpha.cluster().address().toString()));
  }

  @AfterAll
  static void stop() {
    requester.close();
    beta.close();
    alpha.close();
  }

  @Test
  void aHostOfALaterProtocolIsNotAskedByThisOneAndIsOnceItSpeaksBoth() {
    ClusteredVertx later = Requester.start(joining().setId("later"));
    LaterHost host = new LaterHost();
    Requester.get(later.node().bus().serveHost(host));
    try {
      advertise(later, 1, PeerProtocol.NEWEST + 1);
      for (int i = 0; i < 5; i++) {
        Verdict verdict = Requester.get(requester.client().execute(Requester.adder().build())).verdict();
        assertEquals(Verdict.VALID, verdict);
      }
      assertEquals(0, host.asked.get());
      PvfException nobody = assertThrows(PvfException.class,
          () -> Requester.get(requester.client().execute(Requester.adder().host("later").build())));
      assertEquals(FailureCode.UNAVAILABLE, nobody.code());
      assertEquals(0, host.asked.get());
      advertise(later, 2, PeerProtocol.NEWEST);
      Future<ExecuteReply> job = requester.client().execute(Requester.adder().host("later").build());
      await().atMost(LIMIT).until(() -> host.asked.get() > 0 || job.isComplete());
      assertTrue(host.asked.get() > 0, job::toString);
    } finally {
      Requester.get(later.close());
    }
  }

  private static void advertise(ClusteredVertx node, long seq, int oldestProtocol) {
    node.node().bus().publish(new Advert(node.identity(), oldestProtocol, PeerProtocol.NEWEST + 1, "9", "2603",
        new Capacity(seq, 100, 100, 0, false, false, Duration.ZERO), List.of()));
    await().atMost(LIMIT).until(() -> requester.capacityOf("later").filter(told -> told.seq() == seq).isPresent());
  }

  @ParameterizedTest
  @CsvSource({"1, 99", "2, 1", "0, 1", "255, 255"})
  void whatAHostDoesNotKnowItRefusesByName(int protocol, int operation) throws Exception {
    long before = alpha.cluster().node().bus().refused().get("unsupported");
    UUID host = requester.idOf(ALPHA);
    Envelopes peer = new Envelopes(UUID.randomUUID(), List.of());
    Message<Object> answer = Requester.get(requester.cluster().vertx().eventBus().request(
        PeerAddresses.of(PeerRole.HOST, host),
        peer.seal(Kind.CALL, Channel.HOST, host, 2, out -> out.u8(protocol).u8(operation)).buffer()));
    ScaleReader refusal = peer.open(Channel.HOST, EnumSet.of(Kind.ANSWER), (Buffer) answer.body()).payload();
    assertEquals(List.of(PeerProtocol.NEWEST, 1), List.of(refusal.u8(), refusal.u8()));
    assertEquals(FailureCode.UNAVAILABLE.code(), refusal.u16());
    String message = refusal.string();
    assertTrue(message.startsWith("unsupported: this node speaks versions 1 to 1"), message);
    assertEquals(before + 1, alpha.cluster().node().bus().refused().get("unsupported"));
  }

  @Test
  void hostsWithDifferentWorkersGiveEachOtherCodeAndCompileItThemselves() throws Exception {
    assertEquals(OLDER, Requester.get(requester.client().cluster()).hosts().stream()
        .filter(host -> host.name().equals(BETA)).findFirst().orElseThrow().workerVersion());
    ExecuteReply first = run(ALPHA, Requester.newAdder());
    Set<String> artifacts = alpha.artifacts();
    Set<String> before = beta.artifacts();
    await().atMost(LIMIT).until(() -> alpha.hasCode(first.codeHash()));
    // The requester has the code no more: it can come from the other host only.
    ExecuteReply second = run(BETA, ValidationCode.ofHash(first.codeHash()));
    assertEquals(OLDER, second.worker().orElseThrow().version());
    assertEquals(1, alpha.count("code_sent"));
    assertEquals(1, beta.count("code_pulled"));
    Set<String> made = beta.artifacts();
    made.removeAll(before);
    assertEquals(1, made.size(), "it has prepared the code itself");
    assertTrue(made.stream().noneMatch(artifacts::contains), "what one worker has made is nothing to another");
    assertEquals(artifacts, alpha.artifacts());
  }

  private static ExecuteReply run(String host, ValidationCode code) {
    ExecuteReply reply = Requester.get(requester.client().execute(Requester.adder(code).host(host).build()));
    assertEquals(Verdict.VALID, reply.verdict(), reply::toString);
    return reply;
  }

  /** Notes that it is asked, and has nothing to give. */
  private static final class LaterHost implements HostOperations {

    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public Future<ReserveAnswer> reserve(UUID from, Reserve request) {
      asked.incrementAndGet();
      return refuse();
    }

    @Override
    public Future<ExecuteAnswer> execute(UUID from, Execute request) {
      asked.incrementAndGet();
      return refuse();
    }

    @Override
    public void release(UUID from, Release request) {
      asked.incrementAndGet();
    }

    @Override
    public void cancel(UUID from, Cancel request) {
      asked.incrementAndGet();
    }

    @Override
    public void alive(UUID from) {
      asked.incrementAndGet();
    }

    // Whoever shows the cluster asks every host how it is, whatever it speaks.
    @Override
    public Future<StatusReply> status(UUID from) {
      return refuse();
    }

    @Override
    public Future<Long> codeLength(UUID from, Hash code) {
      return refuse();
    }

    @Override
    public Future<Void> sendCode(UUID from, CodeTransfer transfer) {
      return refuse();
    }

    private static <T> Future<T> refuse() {
      return Future.failedFuture(new PvfException(FailureCode.UNAVAILABLE, "nothing to give"));
    }
  }
}
