package io.pvfhost.tests.execute;

import io.pvfhost.execute.ExecuteOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How many workers a host keeps, and for how long. */
@Timeout(120)
class TurnoverTest {

  private TestHost host;

  private void start(Consumer<ExecuteOptions> options) throws Exception {
    host = TestHost.start(options, prepare -> { });
  }

  @AfterEach
  void stop() throws Exception {
    host.close();
  }

  private long pidOfNextJob() throws Exception {
    return host.run(Jobs.adder()).worker().orElseThrow().pid();
  }

  @Test
  void aWorkerIsReplacedAfterItsShareOfJobs() throws Exception {
    start(execute -> execute.setWorkers(1).setSpares(0).setMaxJobsPerWorker(3));
    List<Long> pids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      pids.add(pidOfNextJob());
    }
    assertEquals(List.of(pids.get(0), pids.get(0), pids.get(0), pids.get(3), pids.get(3), pids.get(3), pids.get(6)),
        pids);
    assertEquals(3, Set.copyOf(pids).size());
  }

  @Test
  void aSpareWorkerIsReadyWhenAnotherIsLost() throws Exception {
    start(execute -> execute.setWorkers(1).setSpares(1));
    host.client.execute(Jobs.endless().build());
    WorkerProcess busy = host.workerWithJob();
    await().until(() -> host.status().executeWorkers().idle() == 1);
    List<WorkerProcess> both = host.executeWorkers();
    assertEquals(2, both.size());
    busy.kill();
    long spare = pidOfNextJob();
    assertNotEquals(busy.pid(), spare);
    assertTrue(both.contains(new WorkerProcess(spare)), both::toString);
  }

  @Test
  void idleWorkersBeyondTheSparesGoAfterTheirTime() throws Exception {
    start(execute -> execute.setWorkers(1).setSpares(0).setIdleTime(300));
    WorkerProcess worker = new WorkerProcess(pidOfNextJob());
    await().until(() -> !worker.alive());
    assertEquals(0, host.awaitQuiet().executeWorkers().live());
    Jobs.assertAdded(host.run(Jobs.adder()));
  }
}
