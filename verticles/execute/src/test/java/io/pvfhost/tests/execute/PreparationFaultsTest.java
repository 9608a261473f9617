package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.host.WorkerKind;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.ExecutorParams;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static io.pvfhost.tests.execute.Jobs.assertOutcome;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/** Whatever happens to those who prepare is not held against the code, and the next preparation works. */
@Timeout(120)
class PreparationFaultsTest {

  private static TestHost host;
  private ValidationCode code;
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
  void stopTheIdleWorker() throws Exception {
    Jobs.assertAdded(host.run(Jobs.adder(ValidationCode.of(Jobs.variant(Sample.ADDER)))));
    code = ValidationCode.of(Jobs.variant(Sample.ADDER));
    worker = prepareWorker();
    worker.stop();
  }

  @Test
  void aStoppedPrepareWorkerIsKilledAtTheWallClockLimit() throws Exception {
    PrepareReply reply = host.prepare(
        new PrepareRequest(code, ExecutorParams.EMPTY, false, Optional.of(Duration.ofMillis(100))));
    assertEquals(ReasonCode.PREPARATION_TIMED_OUT, reply.reason().code());
    assertFalse(worker.alive());
    Jobs.assertAdded(host.run(Jobs.adder(ValidationCode.of(Jobs.variant(Sample.ADDER)))));
    assertNotEquals(worker, prepareWorker());
  }

  @Test
  void theDeathOfAPrepareWorkerIsNotHeldAgainstTheCode() throws Exception {
    Future<ExecuteReply> answer = host.client.execute(Jobs.adder(code).build());
    await().until(() -> host.status().prepareWorkers().busy() == 1);
    worker.kill();
    ExecuteReply reply = TestHost.get(answer);
    // Killed in the moment before the request is out, the worker is replaced and nothing shows.
    assertOutcome(reply.reason().code() == ReasonCode.OK ? ReasonCode.OK : ReasonCode.PREPARATION_FAULT, reply);
    Jobs.assertAdded(host.run(Jobs.adder(code)));
    assertNotEquals(worker, prepareWorker());
  }

  private static WorkerProcess prepareWorker() {
    List<WorkerProcess> all = WorkerProcess.all(WorkerKind.PREPARE);
    assertEquals(1, all.size(), all::toString);
    return all.get(0);
  }
}
