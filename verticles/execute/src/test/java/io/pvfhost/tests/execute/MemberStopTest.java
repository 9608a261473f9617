package io.pvfhost.tests.execute;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.cluster.Execute.Streamed;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Hash;
import io.pvfhost.tests.execute.TestNode.Reservation;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Optional;

import static io.pvfhost.tests.execute.Jobs.assertOutcome;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A host that leaves its cluster in order. That nothing is left of it, closing it checks. */
@Timeout(120)
class MemberStopTest {

  private static final Hash ADDER = ValidationCode.of(Sample.ADDER.code()).hash();
  private TestHost host;
  private TestNode alpha;
  private TestNode beta;

  private void start(int workers, long graceMillis) throws Exception {
    host = TestHost.configure(execute -> execute.setWorkers(workers).setSpares(0).setGraceTime(graceMillis),
        prepare -> { });
    host.deployPrepare();
    alpha = TestNode.open(host.vertx, "alpha");
    host.deployMember(alpha.node);
    beta = TestNode.open(host.vertx, "beta").keepAlive(alpha);
    Jobs.assertAdded(beta.run(alpha, Jobs.adder().build()).reply());
  }

  @AfterEach
  void stop() throws Exception {
    host.stop();
    alpha.close();
    beta.close();
    host.close();
  }

  private boolean advertisesDraining() {
    return beta.advertOf(alpha).filter(advert -> advert.capacity().draining()).isPresent();
  }

  @Test
  void whatWasGrantedIsFinishedAndAllElseRefused() throws Exception {
    start(2, 60_000);
    Reservation running = beta.reserve(alpha, ADDER);
    Reservation leased = beta.reserve(alpha, ADDER);
    Future<ExecuteAnswer> slow = running.execute(Jobs.slow().build());
    leased.granted();
    Reservation parked = beta.reserve(alpha, ADDER);
    await().until(() -> host.status().queueLength() == 1);
    Future<Void> stopped = host.stopExecute();
    TestHost.refusal(FailureCode.UNAVAILABLE, parked.answer);
    TestHost.refusal(FailureCode.UNAVAILABLE, beta.reserve(alpha, ADDER).answer);
    await().until(this::advertisesDraining);
    assertFalse(host.status().accepting());
    Jobs.assertAdded(TestHost.get(leased.execute(Jobs.adder().build())).reply());
    Jobs.assertSlowDone(TestHost.get(slow).reply());
    TestHost.get(stopped);
    TestHost.refusal(FailureCode.UNAVAILABLE, beta.reserve(alpha, ADDER).answer);
  }

  @Test
  void aJobThatOutlastsTheGraceTimeIsKilledAndAnswered() throws Exception {
    start(2, 300);
    Future<ExecuteAnswer> endless = beta.reserve(alpha, ADDER).execute(Jobs.endless().build());
    host.workerWithJob();
    Reservation leased = beta.reserve(alpha, ADDER);
    leased.granted();
    TestHost.get(host.stopExecute());
    ExecuteAnswer answer = TestHost.get(endless);
    assertOutcome(ReasonCode.UNAVAILABLE, answer.reply());
    assertEquals(1, answer.reply().attempts().size());
    assertTrue(answer.capacity().draining());
    TestHost.refusal(FailureCode.UNAVAILABLE, leased.execute(Jobs.adder().build()));
  }

  @Test
  void aJobWhoseBlockDataIsOnItsWayIsNotWaitedFor() throws Exception {
    start(1, 300);
    Reservation reservation = beta.reserve(alpha, ADDER, TestNode.TTL, 100);
    Future<ExecuteAnswer> answer = reservation.execute(Jobs.adder().build(), Optional.of(new Streamed(100, ADDER)));
    Future<Void> stopped = host.stopExecute();
    assertEquals("the host is stopping", TestHost.refusal(FailureCode.UNAVAILABLE, answer).getMessage());
    TestHost.get(stopped);
    await().until(() -> alpha.reservedBytes() == 0);
  }

  @Test
  void aHostThatComesBackTellsGreaterNumbersThanBefore() throws Exception {
    start(1, 1000);
    TestHost.get(host.stopExecute());
    long last = beta.advertOf(alpha).orElseThrow().capacity().seq();
    host.deployMember(alpha.node);
    ExecuteAnswer answer = beta.run(alpha, Jobs.adder().build());
    Jobs.assertAdded(answer.reply());
    assertTrue(answer.capacity().seq() > last);
  }

  @Test
  void aHostWhoseWorkersDoNotStartSaysSo() throws Exception {
    start(1, 1000);
    TestHost.get(host.stopExecute());
    host.executeOptions().setWorkerCommand(List.of("/bin/false")).setWorkerVersion("1").setSpares(1)
        .setMinBackOff(10);
    host.deployMember(alpha.node);
    await().until(() -> beta.advertOf(alpha).orElseThrow().capacity().degraded());
  }
}
