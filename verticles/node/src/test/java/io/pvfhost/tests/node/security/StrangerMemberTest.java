package io.pvfhost.tests.node.security;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.Verdict;
import io.pvfhost.cluster.PeerAddresses;
import io.pvfhost.cluster.PeerRole;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import static io.pvfhost.tests.node.security.SecuredHost.LIMIT;
import static io.pvfhost.tests.node.security.SecuredHost.NAME;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A member of Hazelcast that has neither key nor certificate. Hazelcast lets it in, tells it who is there and takes its
 * registrations: so it can draw messages to itself, and they are lost. It can read none of them, and none of its own
 * gets anywhere.
 */
@Timeout(120)
class StrangerMemberTest {

  private static final Duration SHORT = Duration.ofSeconds(1);

  @RegisterExtension
  static final Shared SHARED = new Shared();

  private final long strangersBefore = SHARED.host.metric("pvf_cluster_strangers_total");
  private ClusteredVertx stranger;
  private UUID host;

  @BeforeEach
  void join() {
    host = SHARED.requester.idOf(NAME);
    stranger = Requester.start(SHARED.host.stranger("stranger"));
  }

  @AfterEach
  void theHostIsUnharmed() {
    Requester.get(stranger.close());
    SHARED.assertUnharmed();
  }

  @Test
  void itIsSeenCountedAndToldOf() {
    await().atMost(LIMIT).until(() ->
        SHARED.host.metric("pvf_cluster_strangers_total") == strangersBefore + 1);
    assertTrue(SHARED.host.log().contains("STRANGER IN THE CLUSTER: node stranger at "), SHARED.host.log());
  }

  @Test
  void itSeesWhoIsThereAndNoMore() {
    assertEquals(List.of(NAME, "requester"), stranger.otherNames());
    List<Object> heard = listen(PeerAddresses.CAPACITY);
    heardBy(heard, PeerAddresses.of(PeerRole.REQUESTER, SHARED.requester.cluster().identity().id()));
    long seq = seq();
    await().atMost(LIMIT).until(() -> seq() >= seq + 3);
    assertEquals(List.of(), heard);
  }

  @Test
  void itsCallsGetNowhere() {
    long unsealed = SHARED.host.refusedByBus("unsealed");
    assertThrows(PvfException.class, () -> Requester.get(stranger.node().bus().status(host, SHORT)));
    assertEquals(unsealed, SHARED.host.refusedByBus("unsealed"), "no connection could bring the message");
  }

  @Test
  void messagesThatItDrawsToItselfAreLostAndNoVerdictIsWrong() {
    List<Object> heard = listen(PeerAddresses.of(PeerRole.HOST, host));
    List<ExecuteReply> replies = new CopyOnWriteArrayList<>();
    List<Future<ExecuteReply>> jobs = Stream.generate(() -> SHARED.requester.client()
        .execute(Requester.adder().deadline(SHORT).build()).onSuccess(replies::add)).limit(4).toList();
    await().atMost(LIMIT).until(() -> jobs.stream().allMatch(Future::isComplete));
    assertEquals(List.of(), heard);
    replies.forEach(reply -> assertNotEquals(Verdict.INVALID, reply.verdict(), reply::toString));
  }

  private long seq() {
    return SHARED.requester.capacityOf(NAME).orElseThrow().seq();
  }

  private List<Object> listen(String address) {
    List<Object> heard = new CopyOnWriteArrayList<>();
    heardBy(heard, address);
    return heard;
  }

  private void heardBy(List<Object> heard, String address) {
    Requester.get(stranger.vertx().eventBus().consumer(address, (Message<Object> message) -> {
      heard.add(message.body());
      message.reply("granted");
    }).completion());
  }
}
