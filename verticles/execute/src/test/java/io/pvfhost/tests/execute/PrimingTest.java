package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.Verdict;
import io.pvfhost.samples.CpuHeavy;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/** A host at rest runs what it ran before in its idle workers, and nobody else notices. */
@Timeout(120)
class PrimingTest {

  private static final String PRIMED = "primed";
  /** Some hundred milliseconds of computing: worth priming for. */
  private static final long ROUNDS = 100_000_000L;

  private TestHost host;

  /** Two workers: one of a job, and a spare one. */
  private void start(long primingBytes) throws Exception {
    host = TestHost.start(execute -> execute.setWorkers(1).setSpares(1).setPrimingBytes(primingBytes), prepare -> { });
    await().until(() -> host.status().executeWorkers().idle() >= 1);
  }

  @AfterEach
  void stop() throws Exception {
    host.close();
  }

  private static ExecuteRequest.Builder heavy() {
    return Jobs.of(Sample.CPU_HEAVY, CpuHeavy.block(ROUNDS));
  }

  private static void assertDone(ExecuteReply reply) {
    assertEquals(CpuHeavy.head(ROUNDS), reply.result().orElseThrow(() -> new AssertionError(reply)).headData());
  }

  /** The worker of the job needs two more runs, the spare one three. */
  private void awaitPrimed() {
    await().until(() -> host.count(PRIMED) == 5);
  }

  @Test
  void idleWorkersRunTheCodeUntilTheyKnowIt() throws Exception {
    start(1 << 20);
    assertDone(host.run(heavy()));
    awaitPrimed();
    assertDone(host.run(heavy()));
    assertEquals(2, host.status().jobs().valid(), "nobody asked for the other runs");
    assertEquals(5, host.count(PRIMED), "nothing is left to prime");
  }

  @Test
  void jobsThatComeMeanwhileAreAnswered() throws Exception {
    start(1 << 20);
    assertDone(host.run(heavy()));
    List<Future<ExecuteReply>> replies = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      replies.add(host.client.execute(Jobs.adder().build()));
    }
    for (Future<ExecuteReply> reply : replies) {
      Jobs.assertAdded(TestHost.get(reply));
    }
    awaitPrimed();
  }

  @Test
  void theDeathOfAPrimedWorkerConcernsNobody() throws Exception {
    start(1 << 20);
    long worker = host.run(heavy()).worker().orElseThrow().pid();
    WorkerProcess primed = host.workerWithJob();
    assertNotEquals(worker, primed.pid(), "the colder one is first");
    primed.kill();
    await().until(() -> !primed.alive());
    assertDone(host.run(heavy()));
    assertEquals(2, host.status().jobs().valid());
    assertEquals(0, host.status().jobs().none());
  }

  @Test
  void neitherSmallNorInvalidNorOversizedCandidatesAreKept() throws Exception {
    start(1 << 10);
    Jobs.assertAdded(host.run(Jobs.adder()));
    assertEquals(Verdict.INVALID, host.run(Jobs.of(Sample.ADDER, Bytes.wrap(new byte[3]))).verdict());
    assertDone(host.run(Jobs.of(Sample.CPU_HEAVY.code(), Bytes.wrap(new byte[257]), CpuHeavy.block(ROUNDS))));
    assertNothingPrimed();
  }

  @Test
  void noneIfThereIsNoRoomForCandidates() throws Exception {
    start(0);
    assertDone(host.run(heavy()));
    assertNothingPrimed();
  }

  /** Priming starts after a fifth of a second of rest. */
  private void assertNothingPrimed() {
    await().during(Duration.ofSeconds(1)).until(() -> host.count(PRIMED) == 0);
  }
}
