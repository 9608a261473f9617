package io.pvfhost.tests.host;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.pvfhost.host.Artifact;
import io.pvfhost.host.ExecuteConclusion;
import io.pvfhost.host.ExecuteJob;
import io.pvfhost.host.ExecuteOutcome;
import io.pvfhost.host.ExecuteOutcome.ArtifactMissing;
import io.pvfhost.host.ExecuteOutcome.Died;
import io.pvfhost.host.ExecuteOutcome.HardTimeout;
import io.pvfhost.host.ExecuteOutcome.NotSent;
import io.pvfhost.host.ExecuteOutcome.Replied;
import io.pvfhost.host.IdleWorker;
import io.pvfhost.host.ProcessBuilderSpawner;
import io.pvfhost.host.WorkerFactory;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.ExecuteRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Block data in counted memory: it reaches the worker, and is given back however the job ends. */
@Timeout(60)
class BlockDataTest {

  @RegisterExtension
  static final BufferLeaks LEAKS = new BufferLeaks();

  /** More than the socket between host and worker takes. */
  private static final int LARGE = 8 << 20;

  @RegisterExtension
  final Rig rig = new Rig();

  private static ByteBuf memory(int length, boolean direct) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    ByteBuf memory = direct ? PooledByteBufAllocator.DEFAULT.directBuffer(length)
        : PooledByteBufAllocator.DEFAULT.heapBuffer(length);
    return memory.writeBytes(bytes);
  }

  private static ExecuteRequest request(ByteBuf memory, Duration timeout) {
    return new ExecuteRequest(new PersistedValidationData(Bytes.EMPTY, 1, Hash.ZERO, 1 << 20), memory.nioBuffer(),
        timeout, Optional.empty(), Optional.empty());
  }

  private CompletableFuture<ExecuteConclusion> begin(WorkerFactory factory, IdleWorker worker, Artifact artifact,
      ByteBuf memory, Duration timeout) {
    return rig.begin(() -> ExecuteJob.run(factory, worker, artifact, request(memory, timeout), memory));
  }

  private static String[] script(String... afterTheHandshake) {
    List<String> words = new ArrayList<>(List.of("connect", "frames:2"));
    words.addAll(Arrays.asList(afterTheHandshake));
    return words.toArray(String[]::new);
  }

  private <T extends ExecuteOutcome> void assertEndsAndGivesBack(Class<T> outcome, ByteBuf memory,
      CompletableFuture<ExecuteConclusion> job) {
    assertInstanceOf(outcome, Rig.join(job).outcome());
    Rig.await().untilAsserted(() -> assertEquals(1, memory.refCnt()));
    assertTrue(memory.release());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void workerReadsTheBytesAndTheyMayBeSentAgain(boolean direct) throws Exception {
    ByteBuf memory = memory(LARGE + 1, direct);
    byte[] expected = Dialect.S.encodeExecuteRequest(request(memory, Jobs.LONG)).get(1).toByteArray();
    WorkerFactory factory = rig.factory();
    for (int attempt = 0; attempt < 2; attempt++) {
      Path saved = rig.file("saved" + attempt);
      IdleWorker worker = rig.start(factory,
          Rig.fake(script("frames:1", "save:" + saved, "frames:1", "send:" + Jobs.ok(), "eof")));
      ExecuteConclusion conclusion =
          Rig.join(begin(factory, worker, Jobs.artifact(rig.cache()), memory, Jobs.LONG));
      assertEquals(new Replied(Jobs.OK), conclusion.outcome());
      assertArrayEquals(expected, Files.readAllBytes(saved));
      assertEquals(1, memory.refCnt());
    }
    memory.release();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void memoryMayBeReleasedByItsOwnerAsSoonAsTheJobHasIt(boolean direct) throws Exception {
    ByteBuf memory = memory(LARGE, direct);
    WorkerFactory factory = rig.factory();
    IdleWorker worker = rig.start(factory, Rig.fake(script("frames:3", "send:" + Jobs.ok(), "eof")));
    Artifact artifact = Jobs.artifact(rig.cache());
    CompletableFuture<ExecuteConclusion> job = rig.begin(() -> {
      ExecuteRequest request = request(memory, Jobs.LONG);
      var conclusion = ExecuteJob.run(factory, worker, artifact, request, memory);
      memory.release();
      return conclusion;
    });
    assertEquals(new Replied(Jobs.OK), Rig.join(job).outcome());
    Rig.await().untilAsserted(() -> assertEquals(0, memory.refCnt()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void workerKilledInTheMiddleOfTheWrite(boolean direct) throws Exception {
    ByteBuf memory = memory(LARGE, direct);
    WorkerFactory factory = rig.factory();
    Path reading = rig.file("reading");
    IdleWorker worker = rig.start(factory, Rig.fake(script("frames:1", "touch:" + reading, "hang")));
    CompletableFuture<ExecuteConclusion> job =
        begin(factory, worker, Jobs.artifact(rig.cache()), memory, Jobs.LONG);
    Rig.await().until(() -> Files.exists(reading));
    Rig.await().until(() -> memory.refCnt() > 1);
    Rig.signal("KILL", worker.handle().pid());
    assertEndsAndGivesBack(NotSent.class, memory, job);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void workerKilledByTheHostInTheMiddleOfTheWrite(boolean direct) throws Exception {
    ByteBuf memory = memory(LARGE, direct);
    WorkerFactory factory = rig.factory();
    Path reading = rig.file("reading");
    IdleWorker worker = rig.start(factory, Rig.fake(script("frames:1", "touch:" + reading, "hang")));
    CompletableFuture<ExecuteConclusion> job =
        begin(factory, worker, Jobs.artifact(rig.cache()), memory, Jobs.LONG);
    Rig.await().until(() -> Files.exists(reading));
    rig.get(() -> worker.handle().kill());
    assertEndsAndGivesBack(NotSent.class, memory, job);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void workerThatDoesNotReadInTime(boolean direct) throws Exception {
    ByteBuf memory = memory(LARGE, direct);
    WorkerFactory factory =
        rig.factory(new ProcessBuilderSpawner(), rig.options().withSendTimeout(Duration.ofMillis(100)));
    IdleWorker worker = rig.start(factory, Rig.fake(script("frames:1", "hang")));
    assertEndsAndGivesBack(NotSent.class, memory,
        begin(factory, worker, Jobs.artifact(rig.cache()), memory, Jobs.LONG));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void workerThatClosesTheConnectionInTheMiddleOfTheWrite(boolean direct) throws Exception {
    ByteBuf memory = memory(LARGE, direct);
    WorkerFactory factory = rig.factory();
    IdleWorker worker = rig.start(factory, Rig.fake(script("frames:1", "close", "exit:0")));
    assertEndsAndGivesBack(NotSent.class, memory,
        begin(factory, worker, Jobs.artifact(rig.cache()), memory, Jobs.LONG));
  }

  @Test
  void workerThatDiesWithTheJob() throws Exception {
    ByteBuf memory = memory(LARGE, true);
    WorkerFactory factory = rig.factory();
    IdleWorker worker = rig.start(factory, Rig.fake(script("frames:3", "exit:1")));
    assertEndsAndGivesBack(Died.class, memory,
        begin(factory, worker, Jobs.artifact(rig.cache()), memory, Jobs.LONG));
  }

  @Test
  void workerThatDoesNotAnswerInTime() throws Exception {
    ByteBuf memory = memory(LARGE, true);
    WorkerFactory factory = rig.factory();
    IdleWorker worker = rig.start(factory, Rig.fake(script("frames:3", "hang")));
    assertEndsAndGivesBack(HardTimeout.class, memory,
        begin(factory, worker, Jobs.artifact(rig.cache()), memory, Duration.ofMillis(50)));
  }

  @Test
  void jobThatIsNeverSent() throws Exception {
    ByteBuf memory = memory(LARGE, true);
    WorkerFactory factory = rig.factory();
    IdleWorker worker = rig.start(factory, Rig.fake(script("eof")));
    Artifact artifact = Jobs.artifact(rig.cache());
    Files.delete(artifact.path());
    assertEndsAndGivesBack(ArtifactMissing.class, memory, begin(factory, worker, artifact, memory, Jobs.LONG));
  }

  @Test
  void jobForAWorkerThatIsDead() throws Exception {
    ByteBuf memory = memory(LARGE, true);
    WorkerFactory factory = rig.factory();
    IdleWorker worker = rig.start(factory, Rig.fake(script("eof")));
    rig.get(() -> worker.handle().kill());
    CompletableFuture<ExecuteConclusion> job =
        begin(factory, worker, Jobs.artifact(rig.cache()), memory, Jobs.LONG);
    Rig.join(job);
    Rig.await().untilAsserted(() -> assertEquals(1, memory.refCnt()));
    memory.release();
  }

  @Test
  void leaksAreNoticed() {
    PooledByteBufAllocator.DEFAULT.directBuffer(1);
    Rig.await().untilAsserted(() -> {
      List<String> leaks = LEAKS.collect();
      assertEquals(1, leaks.size());
      assertTrue(leaks.get(0).startsWith("LEAK"), leaks.get(0));
    });
  }
}
