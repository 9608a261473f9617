package io.pvfhost.tests.host;

import io.pvfhost.host.Artifact;
import io.pvfhost.host.ExecuteConclusion;
import io.pvfhost.host.ExecuteOutcome;
import io.pvfhost.host.ExecuteOutcome.Died;
import io.pvfhost.host.ExecuteOutcome.Garbled;
import io.pvfhost.host.ExecuteOutcome.HardTimeout;
import io.pvfhost.host.ExecuteOutcome.LinkFailed;
import io.pvfhost.host.ExecuteOutcome.NotSent;
import io.pvfhost.host.ExecuteOutcome.Replied;
import io.pvfhost.host.ExecuteOutcome.Reported;
import io.pvfhost.host.ExecuteOutcome.TimedOut;
import io.pvfhost.host.IdleWorker;
import io.pvfhost.host.ProcessBuilderSpawner;
import io.pvfhost.host.WorkerFactory;
import io.pvfhost.host.WorkerHostOptions;
import io.pvfhost.scale.Bytes;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.JobError;
import io.pvfhost.wire.WorkerError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Worker processes that answer badly, twice, too early, too late or not at all: one typed outcome each. */
@Timeout(60)
class AnswerFaultsTest {

  /** Wall limit 4 x 50 ms. */
  private static final Duration SHORT = Duration.ofMillis(50);

  @RegisterExtension
  final Rig rig = new Rig();

  private static String[] script(String... afterTheJob) {
    List<String> words = new ArrayList<>(List.of("connect", "frames:2", "frames:3"));
    words.addAll(Arrays.asList(afterTheJob));
    return words.toArray(String[]::new);
  }

  private ExecuteConclusion run(ExecuteRequest request, String... script) throws IOException {
    return run(rig.factory(), request, script);
  }

  private ExecuteConclusion run(WorkerFactory factory, ExecuteRequest request, String... script) throws IOException {
    IdleWorker worker = rig.start(factory, Rig.fake(script));
    return Rig.join(Jobs.begin(rig, factory, worker, Jobs.artifact(rig.cache()), request));
  }

  private <T extends ExecuteOutcome> T killedAfter(Class<T> outcome, ExecuteConclusion conclusion) {
    T typed = assertInstanceOf(outcome, conclusion.outcome());
    assertEquals(Optional.empty(), conclusion.idle());
    assertEquals(0, ProcessHandle.current().descendants().count(), "reaped before the conclusion");
    return typed;
  }

  @Test
  void oneWorkerDoesManyJobs() throws IOException {
    WorkerFactory factory = rig.factory();
    IdleWorker worker = rig.start(factory, Rig.fake("connect", "frames:2", "loop", "frames:3", "send:" + Jobs.ok()));
    for (int i = 1; i <= 20; i++) {
      ExecuteConclusion conclusion = Rig.join(
          Jobs.begin(rig, factory, worker, Jobs.artifact(rig.cache()), Jobs.execute(Jobs.LONG)));
      assertEquals(new Replied(Jobs.OK), conclusion.outcome());
      assertEquals(List.of(), conclusion.evidence());
      worker = conclusion.idle().orElseThrow();
      assertEquals(i, worker.handle().jobs());
    }
  }

  @Test
  void aTokenIsGoodForOneJob() throws IOException {
    WorkerFactory factory = rig.factory();
    IdleWorker worker = rig.start(factory, Rig.fake(script("send:" + Jobs.ok(), "eof")));
    Rig.join(Jobs.begin(rig, factory, worker, Jobs.artifact(rig.cache()), Jobs.execute(Jobs.LONG)));
    CompletableFuture<ExecuteConclusion> again =
        Jobs.begin(rig, factory, worker, Jobs.artifact(rig.cache()), Jobs.execute(Jobs.LONG));
    Rig.failure(IllegalStateException.class, again);
  }

  @Test
  void anAnswerThatComesByteByByteIsAnAnswer() throws IOException {
    ExecuteConclusion conclusion = run(Jobs.execute(Jobs.LONG), script("drip:" + Jobs.ok(), "eof"));
    assertEquals(new Replied(Jobs.OK), conclusion.outcome());
    assertTrue(conclusion.idle().isPresent());
  }

  @Test
  void bytesAfterTheEndOfAMessageAreIgnored() throws IOException {
    String payload = Jobs.ok().substring(16) + "ffff";
    ExecuteConclusion conclusion =
        run(Jobs.execute(Jobs.LONG), script("send:" + Jobs.header(payload.length() / 2) + payload, "eof"));
    assertEquals(new Replied(Jobs.OK), conclusion.outcome());
  }

  @Test
  void aFrameThatIsNoMessageIsGarbled() throws IOException {
    ExecuteConclusion conclusion = run(Jobs.execute(Jobs.LONG), script("send:0400000000000000deadbeef", "eof"));
    Garbled garbled = killedAfter(Garbled.class, conclusion);
    assertTrue(garbled.text().contains("offset"), garbled.text());
  }

  @Test
  void anEmptyFrameIsGarbled() throws IOException {
    killedAfter(Garbled.class, run(Jobs.execute(Jobs.LONG), script("send:" + Jobs.header(0), "eof")));
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 20, Integer.MAX_VALUE, Long.MAX_VALUE, -1})
  void aHugeLengthIsRefusedBeforeItsPayload(long length) throws IOException {
    WorkerFactory factory = rig.factory(new ProcessBuilderSpawner(), rig.options().withMaxFrameBytes(1000));
    Garbled garbled =
        killedAfter(Garbled.class, run(factory, Jobs.execute(Jobs.LONG), script("send:" + Jobs.header(length), "eof")));
    assertEquals("frame of " + Long.toUnsignedString(length) + " bytes, at most 1000 are taken", garbled.text());
  }

  @Test
  void anEndInsideTheHeaderIsGarbledWithCounts() throws IOException {
    ExecuteConclusion conclusion = run(Jobs.execute(Jobs.LONG), script("send:010000", "exit:0"));
    assertEquals("end of stream after 3 of 8 header bytes", killedAfter(Garbled.class, conclusion).text());
  }

  @Test
  void anEndInsideThePayloadIsGarbledWithCounts() throws IOException {
    ExecuteConclusion conclusion = run(Jobs.execute(Jobs.LONG), script("send:0a0000000000000001020304", "exit:0"));
    assertEquals("end of stream after 4 of 10 payload bytes", killedAfter(Garbled.class, conclusion).text());
  }

  @Test
  void anEndBetweenFramesIsADeath() throws IOException {
    ExecuteConclusion conclusion = run(Jobs.execute(Jobs.LONG), script("say:out of luck", "exit:7"));
    killedAfter(Died.class, conclusion);
    String evidence = conclusion.evidence().toString();
    assertTrue(evidence.contains("exited with 7") && evidence.contains("out of luck"), evidence);
  }

  @Test
  void halfAFrameAndThenNothingEndsAtTheWallLimit() throws IOException {
    ExecuteConclusion conclusion = run(Jobs.execute(SHORT), script("send:0a0000000000000001020304", "hang"));
    HardTimeout timeout = killedAfter(HardTimeout.class, conclusion);
    assertEquals(SHORT.multipliedBy(4), timeout.limit());
    assertTrue(timeout.cpuTime().isPresent(), "the live process's CPU time is evidence");
    assertTrue(conclusion.evidence().toString().contains("killed by signal 9"), conclusion.evidence().toString());
  }

  @Test
  void aRequestThatIsNotReadEndsAtTheSendLimit() throws IOException {
    WorkerFactory factory = rig.factory(new ProcessBuilderSpawner(), rig.options().withSendTimeout(SHORT));
    Bytes pov = Bytes.wrap(new byte[8 << 20]);
    ExecuteConclusion conclusion =
        run(factory, Jobs.execute(Jobs.LONG, Bytes.EMPTY, pov), "connect", "frames:2", "hang");
    NotSent notSent = killedAfter(NotSent.class, conclusion);
    assertTrue(notSent.text().contains("50 ms"), notSent.text());
  }

  @Test
  void aDeathWhileTheRequestIsSentIsNotBlamedOnTheCandidate() throws IOException {
    Bytes pov = Bytes.wrap(new byte[8 << 20]);
    // Reads the first frame of the job and dies with the rest in its socket.
    ExecuteConclusion conclusion =
        run(Jobs.execute(Jobs.LONG, Bytes.EMPTY, pov), "connect", "frames:2", "frames:1", "exit:1");
    killedAfter(NotSent.class, conclusion);
  }

  @Test
  void anAnswerToAJobThatIsStillBeingSentIsNone() throws IOException {
    Bytes pov = Bytes.wrap(new byte[8 << 20]);
    ExecuteConclusion conclusion = run(Jobs.execute(Jobs.LONG, Bytes.EMPTY, pov),
        "connect", "frames:2", "frames:1", "send:" + Jobs.ok(), "hang");
    NotSent notSent = killedAfter(NotSent.class, conclusion);
    assertTrue(notSent.text().contains("answered before"), notSent.text());
  }

  @Test
  void floodsOfOutputDoNotStopAJob() throws IOException {
    ExecuteConclusion conclusion = run(Jobs.execute(Jobs.LONG), script("flood:500", "send:" + Jobs.ok(), "eof"));
    assertEquals(new Replied(Jobs.OK), conclusion.outcome());
  }

  @Test
  void aCpuTimeAboveTheLimitIsATimeoutWhateverTheAnswerSays() throws IOException {
    Duration limit = Duration.ofSeconds(5);
    ExecuteConclusion over =
        run(Jobs.execute(limit), script("send:" + Jobs.ok(limit.plusNanos(1)), "eof"));
    assertEquals(new TimedOut(Optional.of(limit.plusNanos(1))), over.outcome());
    assertEquals(Optional.empty(), over.idle());
    assertInstanceOf(Replied.class, run(Jobs.execute(limit), script("send:" + Jobs.ok(limit), "eof")).outcome());
  }

  @Test
  void timeoutsThatTheWorkerReportsAreTimeouts() throws IOException {
    for (WorkerError error : List.of(new WorkerError.JobTimedOut(),
        new WorkerError.JobFailed(new JobError.TimedOut()))) {
      ExecuteConclusion conclusion = run(Jobs.execute(Jobs.LONG), script("send:" + Jobs.error(error), "eof"));
      assertEquals(new TimedOut(Optional.empty()), killedAfter(TimedOut.class, conclusion));
    }
  }

  @Test
  void otherErrorsAreReportedAndCostTheWorker() throws IOException {
    WorkerError error = new WorkerError.JobDied("received signal: SIGSEGV", 77);
    ExecuteConclusion conclusion = run(Jobs.execute(Jobs.LONG), script("send:" + Jobs.error(error), "eof"));
    assertEquals(new Reported(error), killedAfter(Reported.class, conclusion));
  }

  @Test
  void anAnswerBeforeTheExitWins() throws IOException {
    for (int i = 0; i < 8; i++) {
      ExecuteConclusion conclusion = run(Jobs.execute(Jobs.LONG), script("send:" + Jobs.ok(), "exit:1"));
      assertEquals(new Replied(Jobs.OK), conclusion.outcome());
    }
  }

  @Test
  void anAnswerBeforeTheEndOfTheConnectionWins() throws IOException {
    InProcessWorkers workers = new InProcessWorkers(script("send:" + Jobs.ok(), "exit:0"));
    WorkerFactory factory = rig.factory(workers, rig.options());
    for (int i = 0; i < 100; i++) {
      assertEquals(new Replied(Jobs.OK), run(factory, Jobs.execute(Jobs.LONG), script()).outcome());
    }
  }

  @Test
  void aLargeAnswerBeforeTheExitWins() throws IOException {
    // Far more than a socket holds: the process is gone while most of the answer has still to be read.
    String padded = Jobs.ok().substring(16) + "00".repeat(100_000);
    for (int i = 0; i < 5; i++) {
      ExecuteConclusion conclusion = run(Jobs.execute(Jobs.LONG),
          script("send:" + Jobs.header(padded.length() / 2), "send:" + padded.substring(0, 100_000),
              "send:" + padded.substring(100_000), "exit:0"));
      assertEquals(new Replied(Jobs.OK), conclusion.outcome());
    }
  }

  @Test
  void aSecondAnswerChangesNothingAndCostsTheWorker() throws IOException {
    InProcessWorkers workers = new InProcessWorkers(script("send:" + Jobs.ok() + Jobs.ok(Jobs.LONG), "eof"));
    WorkerFactory factory = rig.factory(workers, rig.options());
    for (int i = 0; i < 100; i++) {
      ExecuteConclusion conclusion = run(factory, Jobs.execute(Jobs.LONG), script());
      assertEquals(new Replied(Jobs.OK), conclusion.outcome());
      assertEquals(Optional.empty(), conclusion.idle());
      assertTrue(conclusion.evidence().toString().contains("without a job"), conclusion.evidence().toString());
    }
  }

  @Test
  void aWorkerThatSpeaksWithoutAJobIsDead() {
    IdleWorker worker = rig.start(rig.factory(), Rig.fake("connect", "frames:2", "send:" + Jobs.ok(), "eof"));
    Rig.await().until(() -> worker.handle().ended().isComplete());
    String reason = worker.handle().ended().result().reason();
    assertTrue(reason.contains("without a job"), reason);
  }

  @Test
  void aJobForAWorkerThatIsDeadIsNotSent() throws Exception {
    WorkerFactory factory = rig.factory();
    Path gate = rig.file("gate");
    IdleWorker worker = rig.start(factory, Rig.fake("connect", "frames:2", "gate:" + gate, "exit:1"));
    Files.createFile(gate);
    Rig.await().until(() -> worker.handle().ended().isComplete());
    ExecuteConclusion conclusion =
        Rig.join(Jobs.begin(rig, factory, worker, Jobs.artifact(rig.cache()), Jobs.execute(Jobs.LONG)));
    killedAfter(NotSent.class, conclusion);
  }

  @Test
  void aJobForADeadWorkerLeavesTheTimersOfOthersAlone() throws Exception {
    CompletableFuture<Void> fired = new CompletableFuture<>();
    long first = rig.vertx().setTimer(Duration.ofHours(1).toMillis(), id -> fired.complete(null));
    WorkerFactory factory = rig.factory();
    IdleWorker worker = rig.start(factory, Rig.fake("connect", "frames:2", "exit:1"));
    Rig.await().until(() -> worker.handle().ended().isComplete());
    Rig.join(Jobs.begin(rig, factory, worker, Jobs.artifact(rig.cache()), Jobs.execute(Jobs.LONG)));
    assertTrue(rig.vertx().cancelTimer(first), "still there");
    assertFalse(fired.isDone());
  }

  @Test
  void anExitIsADeathEvenIfTheConnectionStaysOpen() throws IOException {
    InProcessWorkers workers = new InProcessWorkers(script("eof"));
    WorkerFactory factory = rig.factory(workers, rig.options());
    IdleWorker worker = rig.start(factory, Rig.fake());
    CompletableFuture<ExecuteConclusion> job =
        Jobs.begin(rig, factory, worker, Jobs.artifact(rig.cache()), Jobs.execute(Jobs.LONG));
    workers.started().get(0).exited(139);
    Died died = assertInstanceOf(Died.class, Rig.join(job).outcome());
    assertTrue(died.text().contains("killed by signal 11"), died.text());
  }

  @Test
  void aKillAtAnyMomentOfAJobHasOneOutcomeAndLeavesNothing() throws Exception {
    WorkerFactory factory = rig.factory();
    Artifact artifact = Jobs.artifact(rig.cache());
    Random random = new Random(7);
    for (int i = 0; i < 30; i++) {
      IdleWorker worker = rig.start(factory, Rig.fake(script("send:" + Jobs.ok(), "eof")));
      CompletableFuture<ExecuteConclusion> job = Jobs.begin(rig, factory, worker, artifact, Jobs.execute(Jobs.LONG));
      ProcessHandle process = ProcessHandle.of(worker.handle().pid()).orElseThrow();
      LockSupport.parkNanos(random.nextInt(2_000_000));
      process.destroyForcibly();
      assertOneOf(Rig.join(job).outcome(), Replied.class, Died.class, NotSent.class);
      rig.get(worker.handle()::kill);
      assertFalse(process.isAlive());
    }
  }

  @Test
  void aKillByTheHostAtAnyMomentOfAJobHasOneOutcomeAndLeavesNothing() throws Exception {
    InProcessWorkers workers = new InProcessWorkers(script("send:" + Jobs.ok(), "eof"));
    WorkerFactory factory = rig.factory(workers, rig.options());
    Artifact artifact = Jobs.artifact(rig.cache());
    Random random = new Random(8);
    for (int i = 0; i < 100; i++) {
      IdleWorker worker = rig.start(factory, Rig.fake());
      CompletableFuture<ExecuteConclusion> job = Jobs.begin(rig, factory, worker, artifact, Jobs.execute(Jobs.LONG));
      LockSupport.parkNanos(random.nextInt(1_000_000));
      rig.get(worker.handle()::kill);
      assertOneOf(Rig.join(job).outcome(), Replied.class, Died.class, NotSent.class, LinkFailed.class);
      assertEquals(Optional.empty(), Rig.join(job).idle().filter(idle -> !idle.handle().ended().isComplete()));
    }
  }

  private static void assertOneOf(ExecuteOutcome outcome, Class<?>... types) {
    assertTrue(Arrays.stream(types).anyMatch(type -> type.isInstance(outcome)), outcome.toString());
  }

  @Test
  void limitsAreChecked() {
    WorkerHostOptions options = rig.options();
    assertThrows(IllegalArgumentException.class, () -> options.withMaxFrameBytes(0));
    assertThrows(IllegalArgumentException.class, () -> options.withSendTimeout(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> options.withAcceptTimeout(Duration.ofMillis(-1)));
  }
}
