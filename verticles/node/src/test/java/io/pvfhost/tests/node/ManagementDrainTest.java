package io.pvfhost.tests.node;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.samples.CpuHeavy;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.vertx.core.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import static io.pvfhost.tests.node.ManagementTest.assertLine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** Health and metrics of a host that stops. */
class ManagementDrainTest {

  /** About a second, or a few. */
  private static final long ROUNDS = 150_000_000;

  @TempDir
  private Path dir;
  private ManagedHost host;

  @BeforeEach
  void start() throws IOException {
    host = new ManagedHost(dir);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void isLiveButNotReadyFromTheMomentAtWhichItIsToldToDrain() throws Exception {
    host.management.drain();
    assertEquals(503, host.get("/health/ready").statusCode());
    assertEquals(200, host.get("/health/live").statusCode());
  }

  @Test
  void isNotReadyWhileTheHostLetsItsLastJobEndAndNotLiveWithoutAHost() throws Exception {
    Future<ExecuteReply> job = host.execute(ManagedHost.request(Sample.CPU_HEAVY, Bytes.EMPTY,
        CpuHeavy.block(ROUNDS)).toBuilder().executionTimeout(Duration.ofMinutes(1)).build());
    Awaitility.await().atMost(ManagedHost.LIMIT).until(() ->
        host.metrics().contains("pvf_workers{kind=\"execute\",state=\"busy\"} 1.0"));
    Future<Void> stopped = host.stopHost();
    Awaitility.await().atMost(ManagedHost.LIMIT).until(() -> host.get("/health/ready").statusCode() == 503);
    assertFalse(job.isComplete(), "the job ended before the host was seen draining");
    assertLine(host.metrics(), "pvf_accepting 0.0");
    job.await();
    stopped.await();
    assertEquals(503, host.get("/health/live").statusCode());
    // The host is gone, its figures are not.
    String metrics = host.metrics();
    assertLine(metrics, "pvf_accepting 0.0");
    assertLine(metrics, "pvf_workers_max{kind=\"execute\"} 2.0");
  }
}
