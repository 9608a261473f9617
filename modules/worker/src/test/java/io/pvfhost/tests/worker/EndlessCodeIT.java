package io.pvfhost.tests.worker;

import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.JobResponse;
import io.pvfhost.wire.PrepareResult;
import io.pvfhost.wire.WorkerError;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Code that never ends is a timeout, and the worker, or the one that takes its place, does the next job right. */
@Timeout(120)
class EndlessCodeIT {

  private static final Duration BUDGET = Duration.ofMillis(300);

  @TempDir
  private Path dir;

  @ParameterizedTest
  @EnumSource(EndlessCode.class)
  void endsWithItsBudget(EndlessCode endless) throws Exception {
    try (TestHost preparing = TestHost.prepareWorker(dir); TestHost worker = TestHost.executeWorker(dir)) {
      PrepareResult prepared = preparing.prepare(Artifacts.request(endless.code(), ExecutorParams.EMPTY));
      assertInstanceOf(PrepareResult.Success.class, prepared, prepared.toString());
      byte[] artifact = preparing.takeArtifact();
      ExecuteResult result = worker.execute(artifact, TestHost.request(Bytes.EMPTY, Bytes.EMPTY, BUDGET));
      assertEquals(new WorkerError.JobTimedOut(),
          assertInstanceOf(ExecuteResult.Failure.class, result, result.toString()).error());

      byte[] adder = new Artifacts(preparing).of(Sample.ADDER);
      ExecuteRequest next = TestHost.request(Adder.genesisHead(), Adder.block(0, 2), TestHost.TIMEOUT);
      if (!adds(worker, adder, next)) {
        assertEquals(1, worker.worker().exitCode());
        try (TestHost replacement = TestHost.executeWorker(dir)) {
          assertTrue(adds(replacement, adder, next));
        }
      }
    }
  }

  /** Returns false if the worker is gone. */
  private static boolean adds(TestHost worker, byte[] adder, ExecuteRequest request) throws Exception {
    worker.putArtifact(adder);
    Optional<byte[]> answer;
    try {
      worker.send(request);
      answer = worker.receive();
    } catch (IOException closed) {
      return false;
    }
    if (answer.isEmpty()) {
      return false;
    }
    ExecuteResult.Response response =
        assertInstanceOf(ExecuteResult.Response.class, TestHost.DIALECT.decodeExecuteResult(answer.get()));
    assertEquals(Adder.nextHead(Adder.genesisHead(), 0, 2),
        assertInstanceOf(JobResponse.Ok.class, response.response().jobResponse()).result().headData());
    return true;
  }
}
