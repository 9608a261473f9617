package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.PvfAddresses;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.StatusReply;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

import static io.pvfhost.tests.execute.Jobs.assertOutcome;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Waiting for the one worker of a host: how many may, for how long, and what becomes of those nobody waits for. */
@Timeout(120)
class QueueTest {

  private static final int QUEUE_LIMIT = 3;
  private static TestHost host;
  private WorkerProcess worker;

  @BeforeAll
  static void start() throws Exception {
    host = TestHost.start(execute -> execute.setWorkers(1).setSpares(0).setQueueLimit(QUEUE_LIMIT), prepare -> { });
    assertTrue(host.prepare(PrepareRequest.of(Jobs.endless().build().code())).prepared());
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
  void theSlotIsBack() throws Exception {
    Jobs.assertAdded(host.run(Jobs.adder()));
    assertEquals(1, host.awaitQuiet().executeWorkers().idle());
  }

  private static Future<ExecuteReply> send(ExecuteRequest.Builder request) {
    return host.client.execute(request.build());
  }

  /** Occupies the worker until it is killed. */
  private Future<ExecuteReply> occupy() {
    Future<ExecuteReply> job = send(Jobs.endless());
    worker.awaitJob();
    return job;
  }

  @Test
  void jobsBeyondTheQueueAreRefusedAndTheOthersAnswered() throws Exception {
    Future<ExecuteReply> first = occupy();
    List<Future<ExecuteReply>> waiting = new ArrayList<>();
    for (int i = 0; i < QUEUE_LIMIT; i++) {
      waiting.add(send(Jobs.adder()));
    }
    for (int i = 0; i < 5; i++) {
      TestHost.refusal(FailureCode.OVERLOADED, send(Jobs.adder()));
    }
    StatusReply status = host.status();
    assertEquals(QUEUE_LIMIT, status.queueLength());
    assertEquals(QUEUE_LIMIT, status.queueLimit());
    assertEquals(new StatusReply.Workers(1, 1, 0, 1, 0), status.executeWorkers());
    worker.kill();
    assertOutcome(ReasonCode.WORKER_DIED, TestHost.get(first));
    for (Future<ExecuteReply> reply : waiting) {
      Jobs.assertAdded(TestHost.get(reply));
    }
  }

  @Test
  void aJobWhoseTimeEndsWhileItWaitsIsAnswered() throws Exception {
    Future<ExecuteReply> first = occupy();
    ExecuteReply reply = host.run(Jobs.adder().deadline(Duration.ofMillis(100)));
    assertOutcome(ReasonCode.DEADLINE, reply);
    assertEquals(List.of(), reply.attempts());
    assertEquals(reply.wallTime(), reply.queueTime());
    assertFalse(first.isComplete());
    await().until(() -> host.status().queueLength() == 0);
    worker.kill();
    assertOutcome(ReasonCode.WORKER_DIED, TestHost.get(first));
  }

  @Test
  void aJobWhoseTimeEndsWhileItRunsIsAnsweredAndItsWorkerReplaced() throws Exception {
    ExecuteReply reply = host.run(Jobs.endless().deadline(Duration.ofMillis(800)));
    assertOutcome(ReasonCode.DEADLINE, reply);
    assertEquals(1, reply.attempts().size());
    assertEquals(ReasonCode.DEADLINE, reply.attempts().get(0).reason().code());
    assertEquals(worker.pid(), reply.worker().orElseThrow().pid());
    await().until(() -> !worker.alive());
  }

  @Test
  void waitingIsPartOfTheTimeOfAJob() throws Exception {
    Future<ExecuteReply> first = occupy();
    Future<ExecuteReply> second = send(Jobs.adder());
    await().until(() -> host.status().queueLength() == 1);
    long from = System.nanoTime();
    host.status();
    Duration waited = Duration.ofNanos(System.nanoTime() - from);
    worker.kill();
    assertOutcome(ReasonCode.WORKER_DIED, TestHost.get(first));
    ExecuteReply reply = TestHost.get(second);
    assertTrue(reply.queueTime().compareTo(waited) >= 0, reply::toString);
    Duration atWork = reply.queueTime().plus(reply.attempts().get(0).wallTime());
    assertTrue(reply.wallTime().compareTo(atWork) >= 0, reply::toString);
  }

  @Test
  void aSenderThatNoLongerWaitsChangesNothingForTheHost() throws Exception {
    long before = host.status().jobs().none();
    Future<?> impatient = host.vertx.eventBus().request(PvfAddresses.EXECUTE,
        Jobs.endless().deadline(Duration.ofMillis(500)).build(), new DeliveryOptions().setSendTimeout(50));
    ExecutionException lost = assertThrows(ExecutionException.class, () -> TestHost.get(impatient));
    assertEquals(ReplyFailure.TIMEOUT, assertInstanceOf(ReplyException.class, lost.getCause()).failureType());
    await().until(() -> host.status().jobs().none() == before + 1);
  }

  /** A client that is gone before the answer. */
  private static final class ShortLived extends VerticleBase {
    @Override
    public Future<?> start() {
      host.client.execute(Jobs.slow().build());
      return Future.succeededFuture();
    }
  }

  @Test
  void aVerticleThatIsGoneBeforeItsAnswerChangesNothingForTheHost() throws Exception {
    long before = host.status().jobs().valid();
    String client = TestHost.get(host.vertx.deployVerticle(new ShortLived()));
    worker.awaitJob();
    TestHost.get(host.vertx.undeploy(client));
    await().until(() -> host.status().jobs().valid() == before + 1);
  }
}
