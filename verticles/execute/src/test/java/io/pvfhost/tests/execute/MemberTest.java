package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.StatusReply;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.cluster.ReserveAnswer.Busy;
import io.pvfhost.execute.ExecuteVerticle;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Hash;
import io.pvfhost.tests.execute.TestNode.Reservation;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static io.pvfhost.tests.execute.Jobs.assertOutcome;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A host with one worker, as other nodes of its cluster use it. */
@Timeout(120)
class MemberTest {

  private static final long LEASE_MILLIS = 3000;
  private static final Hash ADDER = ValidationCode.of(Sample.ADDER.code()).hash();
  private static final long ADDER_PREFIX = Long.parseUnsignedLong(ADDER.toHex().substring(0, 16), 16);
  private static TestHost host;
  private static TestNode alpha;
  private static TestNode beta;
  private static ExecuteVerticle verticle;

  @BeforeAll
  static void start() throws Exception {
    host = TestHost.configure(
        execute -> execute.setWorkers(1).setSpares(0).setLeaseTime(LEASE_MILLIS).setMaxParkedPerRequester(3),
        prepare -> { });
    host.deployPrepare();
    alpha = TestNode.open(host.vertx, "alpha");
    verticle = host.deployMember(alpha.node);
    beta = TestNode.open(host.vertx, "beta").asRequester();
    Jobs.assertAdded(beta.run(alpha, Jobs.adder().build()).reply());
  }

  @AfterAll
  static void stop() throws Exception {
    host.stop();
    alpha.close();
    beta.close();
    host.close();
  }

  @BeforeEach
  void live() {
    beta.keepAlive(alpha);
  }

  @AfterEach
  void theWorkerIsFree() throws Exception {
    beta.keepAlive(alpha);
    ExecuteAnswer answer = beta.run(alpha, Jobs.adder().build());
    Jobs.assertAdded(answer.reply());
    assertEquals(1, answer.capacity().idle());
    beta.fallSilent();
  }

  private static Reservation reserve() {
    return beta.reserve(alpha, ADDER);
  }

  /** Occupies the worker until somebody ends it. */
  private static Future<ExecuteAnswer> runEndless(Reservation reservation) throws Exception {
    Future<ExecuteAnswer> answer = reservation.execute(Jobs.endless().build());
    host.workerWithJob();
    return answer;
  }

  @Test
  void aGrantedJobIsAnsweredWithTheNameOfTheHost() throws Exception {
    ExecuteReply reply = beta.run(alpha, Jobs.adder().build()).reply();
    Jobs.assertAdded(reply);
    assertEquals(Optional.of("alpha"), reply.host());
    assertEquals("alpha", reply.attempts().get(0).host());
  }

  @Test
  void whoWillNotWaitIsToldThatTheWorkerIsTaken() throws Exception {
    Reservation taken = reserve();
    assertEquals(0, taken.granted().capacity().idle());
    Reservation second = beta.reserve(alpha, ADDER, Duration.ZERO, 0);
    assertInstanceOf(Busy.class, TestHost.get(second.answer));
    taken.release();
  }

  @Test
  void thoseWhoWaitAreServedInOrder() throws Exception {
    Reservation taken = reserve();
    taken.granted();
    List<Reservation> parked = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      parked.add(reserve());
    }
    TestHost.refusal(FailureCode.OVERLOADED, reserve().answer);
    assertEquals(3, TestHost.get(beta.node.bus().status(alpha.id(), TestNode.TTL)).queueLength());
    Jobs.assertAdded(TestHost.get(taken.execute(Jobs.adder().build())).reply());
    for (Reservation next : parked) {
      assertTrue(next.granted().haveCode());
      assertEquals(parked.indexOf(next) + 1, parked.stream().filter(probe -> probe.answer.isComplete()).count());
      next.release();
    }
  }

  @Test
  void anUnusedLeaseEndsAndItsJobComesTooLate() throws Exception {
    Reservation late = reserve();
    late.granted();
    Reservation next = reserve();
    next.granted();
    TestHost.refusal(FailureCode.LEASE_GONE, late.execute(Jobs.adder().build()));
    next.release();
    assertEquals(1, verticle.counters().get("lease_gone"));
  }

  @Test
  void aJobForAnotherHostIsRefusedAndTheWorkerFreed() throws Exception {
    TestHost.refusal(FailureCode.UNAVAILABLE, reserve().execute(Jobs.adder().host("beta").build()));
    Jobs.assertAdded(beta.run(alpha, Jobs.adder().host("alpha").build()).reply());
  }

  @Test
  void aWithdrawnJobIsKilledAtOnce() throws Exception {
    Reservation reservation = reserve();
    Future<ExecuteAnswer> running = runEndless(reservation);
    WorkerProcess worker = host.executeWorker();
    reservation.cancel();
    ExecuteAnswer answer = TestHost.get(running);
    assertOutcome(ReasonCode.CANCELLED, answer.reply());
    assertEquals(1, answer.reply().attempts().size());
    assertEquals(1, answer.capacity().idle());
    assertFalse(worker.alive());
  }

  @Test
  void aWithdrawnReservationIsGone() throws Exception {
    Reservation taken = reserve();
    taken.granted();
    Reservation parked = reserve();
    parked.cancel();
    TestHost.refusal(FailureCode.CANCELLED, parked.answer);
    taken.cancel();
    TestHost.refusal(FailureCode.LEASE_GONE, taken.execute(Jobs.adder().build()));
  }

  @Test
  void theJobOfASilentRequesterIsKilled() throws Exception {
    Future<ExecuteAnswer> running = runEndless(reserve());
    WorkerProcess worker = host.executeWorker();
    beta.fallSilent();
    assertOutcome(ReasonCode.CANCELLED, TestHost.get(running).reply());
    assertFalse(worker.alive());
    await().until(() -> alpha.advertOf(alpha).filter(advert -> advert.capacity().idle() == 1).isPresent());
  }

  @Test
  void theJobOfARequesterThatLeftIsKilled() throws Exception {
    Future<ExecuteAnswer> running = runEndless(reserve());
    alpha.tellLeft(beta);
    assertOutcome(ReasonCode.CANCELLED, TestHost.get(running).reply());
  }

  @Test
  void theJobOfAnEarlierProcessOfALaterOneIsKilled() throws Exception {
    TestNode later = TestNode.open(host.vertx, "beta", beta.node.identity().epoch() + 1);
    Advert heard = beta.advertOf(alpha).orElseThrow();
    // Only hosts advertise: both processes must have been one.
    beta.node.bus().publish(new Advert(beta.node.identity(), heard.oldestProtocol(), heard.newestProtocol(), "1",
        heard.rules(), heard.capacity(), List.of()));
    await().until(() -> alpha.advertOf(beta).isPresent());
    Future<ExecuteAnswer> running = runEndless(reserve());
    later.node.bus().publish(new Advert(later.node.identity(), heard.oldestProtocol(), heard.newestProtocol(), "1",
        heard.rules(), heard.capacity(), List.of()));
    assertOutcome(ReasonCode.CANCELLED, TestHost.get(running).reply());
    later.close();
  }

  @Test
  void theTimeLeftThatComesWithTheOrderCounts() throws Exception {
    ExecuteRequest request = Jobs.endless().deadline(Duration.ofMillis(1)).build();
    Future<ExecuteAnswer> running = reserve().execute(request);
    host.workerWithJob().kill();
    assertOutcome(ReasonCode.WORKER_DIED, TestHost.get(running).reply());
  }

  @Test
  void theOwnNodeUsesItsHostTheSameWay() throws Exception {
    ExecuteAnswer answer = alpha.run(alpha, Jobs.adder().build());
    Jobs.assertAdded(answer.reply());
    assertEquals(1, answer.capacity().idle());
  }

  @Test
  void usersAreServedByTheDispatcherAlone() {
    TestHost.refusal(FailureCode.UNAVAILABLE, host.client.execute(Jobs.adder().build()));
    StatusReply status = host.status();
    assertEquals("alpha", status.hostId());
    assertTrue(status.accepting());
    assertEquals(1024, status.queueLimit());
  }

  @Test
  void advertsTellTheCapacityAndTheCodeUsedLast() throws Exception {
    beta.run(alpha, Jobs.adder().build());
    await().until(() -> beta.advertOf(alpha), advert -> advert.filter(heard -> heard.capacity().idle() == 1
        && heard.codes().contains(ADDER_PREFIX)).isPresent());
    Reservation taken = reserve();
    taken.granted();
    await().until(() -> beta.advertOf(alpha).orElseThrow().capacity().idle() == 0);
    taken.release();
    await().until(() -> beta.advertOf(alpha).orElseThrow().capacity().idle() == 1);
    List<Long> seqs = beta.adverts.stream().filter(advert -> advert.node().equals(alpha.node.identity()))
        .map(advert -> advert.capacity().seq()).toList();
    assertEquals(seqs.stream().sorted().distinct().toList(), seqs);
  }
}
