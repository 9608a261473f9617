package io.pvfhost.tests.execute;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ExecutionKind;
import io.pvfhost.api.ReasonCode;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;

import static io.pvfhost.tests.execute.Jobs.assertOutcome;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What happens to workers, seen by the sender of a job: one typed answer, and a host that works afterwards. */
@Timeout(120)
class WorkerFaultsTest {

  private static TestHost host;
  private WorkerProcess worker;

  @BeforeAll
  static void start() throws Exception {
    host = TestHost.start(execute -> execute.setWorkers(1).setSpares(0), prepare -> { });
  }

  @AfterAll
  static void stop() throws Exception {
    host.close();
  }

  @BeforeEach
  void findTheWorker() throws Exception {
    Jobs.assertAdded(host.run(Jobs.adder()));
    worker = host.executeWorker();
  }

  @AfterEach
  void theNextJobHasAWorkerAndItsVerdict() throws Exception {
    Jobs.assertAdded(host.run(Jobs.adder()));
    assertEquals(1, host.awaitQuiet().executeWorkers().idle());
    assertEquals(1, host.executeWorkers().size());
  }

  private static Future<ExecuteReply> send(ExecuteRequest.Builder request) {
    return host.client.execute(request.build());
  }

  @Test
  void aWorkerKilledDuringTheJobOfABackerGivesNoVerdict() throws Exception {
    Future<ExecuteReply> answer = send(Jobs.endless());
    worker.awaitJob();
    worker.kill();
    ExecuteReply reply = TestHost.get(answer);
    assertOutcome(ReasonCode.WORKER_DIED, reply);
    assertEquals(1, reply.attempts().size());
    assertTrue(reply.attempts().get(0).evidence().toString().contains("signal 9"), reply::toString);
  }

  @Test
  void aWorkerKilledDuringAnApprovalIsReplacedForASecondAttempt() throws Exception {
    Future<ExecuteReply> answer = send(Jobs.slow().kind(ExecutionKind.APPROVAL));
    worker.awaitJob();
    worker.kill();
    ExecuteReply reply = TestHost.get(answer);
    Jobs.assertSlowDone(reply);
    assertEquals(List.of(ReasonCode.WORKER_DIED, ReasonCode.OK),
        reply.attempts().stream().map(attempt -> attempt.reason().code()).toList());
    assertEquals(worker.pid(), pid(reply.attempts().get(0)));
    assertNotEquals(worker.pid(), pid(reply.attempts().get(1)));
    assertEquals(reply.attempts().get(1).worker(), reply.worker());
  }

  private static long pid(Attempt attempt) {
    return attempt.worker().orElseThrow().pid();
  }

  @Test
  void aSecondDeathEndsAnApprovalWithoutAVerdict() throws Exception {
    Future<ExecuteReply> answer = send(Jobs.endless().kind(ExecutionKind.DISPUTE));
    worker.awaitJob();
    worker.kill();
    await().until(() -> host.executeWorkers().size() == 1 && !host.executeWorker().equals(worker));
    WorkerProcess second = host.executeWorker();
    second.awaitJob();
    second.kill();
    ExecuteReply reply = TestHost.get(answer);
    assertOutcome(ReasonCode.WORKER_DIED, reply);
    assertEquals(2, reply.attempts().size());
  }

  @Test
  void aStoppedWorkerIsKilledAtTheWallClockLimitAndProvesNothing() throws Exception {
    worker.stop();
    ExecuteReply reply = host.run(Jobs.adder().executionTimeout(Duration.ofMillis(100)));
    assertOutcome(ReasonCode.HARD_TIMEOUT, reply);
    assertTrue(reply.reason().message().contains("400 ms"), reply.reason().message());
    assertFalse(worker.alive());
  }

  @Test
  void anApprovalIsNotTriedAgainAfterTheWallClockLimit() throws Exception {
    worker.stop();
    ExecuteReply reply = host.run(
        Jobs.adder().kind(ExecutionKind.APPROVAL).executionTimeout(Duration.ofMillis(100)));
    assertOutcome(ReasonCode.HARD_TIMEOUT, reply);
    assertEquals(1, reply.attempts().size());
  }

  @Test
  void aWorkerKilledBetweenJobsIsReplaced() throws Exception {
    worker.kill();
    await().until(() -> !worker.alive());
    Jobs.assertAdded(host.run(Jobs.adder()));
    assertNotEquals(worker, host.executeWorker());
  }

  @Test
  void anEndlessJobIsStoppedAndItsWorkerServesTheNextOrIsReplaced() throws Exception {
    ExecuteReply reply = host.runToItsBudget(Jobs.endless().executionTimeout(Duration.ofMillis(300)));
    assertOutcome(ReasonCode.JOB_TIMED_OUT, reply);
    assertEquals(1, reply.attempts().size());
  }
}
