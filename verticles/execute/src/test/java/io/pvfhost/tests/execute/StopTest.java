package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.host.WorkerKind;
import io.pvfhost.samples.Sample;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;

import static io.pvfhost.tests.execute.Jobs.assertOutcome;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Stopping the verticles of a host at the worst of times. That nothing is left of it, closing the host checks. */
@Timeout(120)
class StopTest {

  private TestHost host;

  private void start(long graceMillis) throws Exception {
    host = TestHost.start(execute -> execute.setWorkers(1).setSpares(0).setGraceTime(graceMillis),
        prepare -> prepare.setGraceTime(graceMillis));
    Jobs.assertAdded(host.run(Jobs.adder()));
  }

  @AfterEach
  void stop() throws Exception {
    host.close();
  }

  private Future<ExecuteReply> send(ExecuteRequest.Builder request) {
    return host.client.execute(request.build());
  }

  private Future<ExecuteReply> running(ExecuteRequest.Builder request) {
    Future<ExecuteReply> answer = send(request);
    host.executeWorker().awaitJob();
    return answer;
  }

  @Test
  void aRunningJobFinishesWithinTheGraceTime() throws Exception {
    start(60_000);
    Future<ExecuteReply> running = running(Jobs.slow());
    Future<Void> stopped = host.stopExecute();
    Jobs.assertSlowDone(TestHost.get(running));
    TestHost.get(stopped);
    assertEquals(List.of(), host.executeWorkers());
  }

  @Test
  void aJobThatOutlastsTheGraceTimeIsKilledAndAnswered() throws Exception {
    start(200);
    Future<ExecuteReply> running = running(Jobs.endless());
    TestHost.get(host.stopExecute());
    assertTrue(running.isComplete());
    ExecuteReply reply = TestHost.get(running);
    assertOutcome(ReasonCode.UNAVAILABLE, reply);
    assertEquals(1, reply.attempts().size());
  }

  @Test
  void waitingJobsAreAnsweredAtOnce() throws Exception {
    start(60_000);
    Future<ExecuteReply> running = running(Jobs.endless());
    List<Future<ExecuteReply>> waiting = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      waiting.add(send(Jobs.adder()));
    }
    await().until(() -> host.status().queueLength() == 10);
    Future<Void> stopped = host.stopExecute();
    for (Future<ExecuteReply> job : waiting) {
      TestHost.refusal(FailureCode.UNAVAILABLE, job);
    }
    TestHost.refusal(FailureCode.UNAVAILABLE, send(Jobs.adder()));
    host.executeWorker().kill();
    assertOutcome(ReasonCode.WORKER_DIED, TestHost.get(running));
    TestHost.get(stopped);
  }

  @Test
  void aJobWhoseCodeIsBeingPreparedIsAnswered() throws Exception {
    start(200);
    WorkerProcess preparing = WorkerProcess.all(WorkerKind.PREPARE).get(0);
    preparing.stop();
    Future<ExecuteReply> waiting = send(Jobs.adder(ValidationCode.of(Jobs.variant(Sample.ADDER))));
    await().until(() -> host.status().prepareWorkers().busy() == 1);
    TestHost.get(host.stopExecute());
    TestHost.refusal(FailureCode.UNAVAILABLE, waiting);
  }

  @Test
  void aPreparationThatOutlastsTheGraceTimeIsAnswered() throws Exception {
    start(200);
    WorkerProcess preparing = WorkerProcess.all(WorkerKind.PREPARE).get(0);
    preparing.stop();
    Future<PrepareReply> answer =
        host.client.prepare(PrepareRequest.of(ValidationCode.of(Jobs.variant(Sample.ADDER))));
    await().until(() -> host.status().prepareWorkers().busy() == 1);
    TestHost.get(host.stopPrepare());
    PrepareReply reply = TestHost.get(answer);
    assertEquals(ReasonCode.PREPARATION_FAULT, reply.reason().code());
  }

  @Test
  void bothVerticlesCanBeStartedAgain() throws Exception {
    start(60_000);
    host.stop();
    TestHost.refusal(FailureCode.UNAVAILABLE, send(Jobs.adder()));
    TestHost.refusal(FailureCode.UNAVAILABLE, host.client.prepare(PrepareRequest.of(Jobs.adder().build().code())));
    TestHost.refusal(FailureCode.UNAVAILABLE, host.client.status());
    host.deployPrepare();
    host.deployExecute();
    Jobs.assertAdded(host.run(Jobs.adder()));
    assertEquals(1, host.status().jobs().valid());
  }

  @Test
  void withoutAPrepareVerticleJobsAreRefusedUnlessTheirArtifactIsKnown() throws Exception {
    start(60_000);
    TestHost.get(host.stopPrepare());
    Jobs.assertAdded(host.run(Jobs.adder()));
    PvfException refusal = TestHost.refusal(FailureCode.UNAVAILABLE,
        send(Jobs.adder(ValidationCode.of(Jobs.variant(Sample.ADDER)))));
    assertTrue(refusal.getMessage().contains("PrepareVerticle"), refusal.getMessage());
    assertEquals(0, host.status().prepareWorkers().max());
  }
}
