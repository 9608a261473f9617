package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.StatusReply;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static io.pvfhost.tests.execute.Jobs.assertOutcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Many jobs at a time on four workers. */
@Timeout(120)
class LoadTest {

  private static final int WORKERS = 4;
  private static TestHost host;

  @BeforeAll
  static void start() throws Exception {
    host = TestHost.start(execute -> execute.setWorkers(WORKERS).setHostId("busy"), prepare -> { });
  }

  @AfterAll
  static void stop() throws Exception {
    host.close();
  }

  private static List<ExecuteReply> runAll(List<ExecuteRequest> requests) throws Exception {
    List<Future<ExecuteReply>> answers = requests.stream().map(host.client::execute).toList();
    List<ExecuteReply> replies = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      ExecuteReply reply = TestHost.get(answers.get(i));
      assertEquals(requests.get(i).jobId(), reply.jobId());
      replies.add(reply);
    }
    return replies;
  }

  @Test
  void twoHundredJobsAreEachAnsweredOnceWithTheirOwnResult() throws Exception {
    StatusReply before = host.status();
    ValidationCode code = ValidationCode.of(Sample.ADDER.code());
    List<ExecuteRequest> requests = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      requests.add(Jobs.of(code, Adder.genesisHead(), Adder.block(0, i)).build());
    }
    List<ExecuteReply> replies = runAll(requests);
    Set<Long> workers = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      assertOutcome(ReasonCode.OK, replies.get(i));
      Bytes head = Adder.nextHead(Adder.genesisHead(), 0, i);
      assertEquals(head, replies.get(i).result().orElseThrow().headData());
      workers.add(replies.get(i).worker().orElseThrow().pid());
    }
    assertTrue(workers.size() <= WORKERS + 1, workers::toString);
    StatusReply after = host.status();
    assertEquals(before.jobs().valid() + 200, after.jobs().valid());
    assertEquals(before.jobs().invalid(), after.jobs().invalid());
    assertEquals(before.jobs().none(), after.jobs().none());
  }

  @Test
  void oneBadJobAmongManyHarmsNoOther() throws Exception {
    List<Sample> mixture = List.of(Sample.ADDER, Sample.TRAP, Sample.ENDLESS_LOOP, Sample.GARBAGE_RESULT,
        Sample.START_TRAP, Sample.ADDER, Sample.NO_MEMORY, Sample.MEMORY_HOG);
    List<ExecuteRequest> requests = new ArrayList<>();
    for (int i = 0; i < 5 * mixture.size(); i++) {
      Sample sample = mixture.get(i % mixture.size());
      requests.add(Jobs.of(sample, sample == Sample.ADDER ? Adder.block(0, 512) : Bytes.EMPTY)
          .executionTimeout(sample == Sample.ENDLESS_LOOP ? Duration.ofMillis(100) : Jobs.AMPLE).build());
    }
    List<ExecuteReply> replies = runAll(requests);
    for (int i = 0; i < replies.size(); i++) {
      assertOutcome(expected(mixture.get(i % mixture.size()), replies.get(i)), replies.get(i));
    }
  }

  private static ReasonCode expected(Sample sample, ExecuteReply reply) {
    return switch (sample) {
      case ADDER, MEMORY_HOG -> ReasonCode.OK;
      // Four workers may starve each other so much that none spends its budget in time.
      case ENDLESS_LOOP -> reply.reason().code() == ReasonCode.HARD_TIMEOUT ? ReasonCode.HARD_TIMEOUT
          : ReasonCode.JOB_TIMED_OUT;
      case START_TRAP -> ReasonCode.RUNTIME_CONSTRUCTION;
      default -> ReasonCode.INVALID_CANDIDATE;
    };
  }

  @Test
  void theStatusCountsWorkersJobsAndArtifacts() throws Exception {
    ExecuteReply valid = host.run(Jobs.adder());
    Jobs.assertAdded(valid);
    StatusReply status = host.awaitQuiet();
    assertEquals("busy", status.hostId());
    assertTrue(status.accepting());
    assertEquals(WORKERS, status.executeWorkers().max());
    assertEquals(status.executeWorkers().live(), status.executeWorkers().idle());
    assertEquals(host.executeWorkers().size(), status.executeWorkers().live());
    assertEquals(1, status.prepareWorkers().max());
    assertEquals(1, status.prepareWorkers().live());
    assertEquals(0, status.queueLength());
    assertEquals(TestHost.entries(host.artifacts()).size(), status.artifacts());
    assertTrue(status.artifactBytes() > 0, status::toString);
    assertTrue(status.respawns() >= status.executeWorkers().live() + 1, status::toString);
  }
}
