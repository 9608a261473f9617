package io.pvfhost.tests.host;

import io.pvfhost.host.IdleWorker;
import io.pvfhost.host.PrepareConclusion;
import io.pvfhost.host.PrepareJob;
import io.pvfhost.host.PrepareOutcome.Failed;
import io.pvfhost.host.PrepareOutcome.Prepared;
import io.pvfhost.host.PrepareOutcome.Unreachable;
import io.pvfhost.host.ProcessBuilderSpawner;
import io.pvfhost.host.WorkerFactory;
import io.pvfhost.host.WorkerKind;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.wire.PrepareError;
import io.pvfhost.wire.PrepareRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Prepare jobs whose worker fails in some way: one typed outcome each, and the worker kept only if it may be. */
@Timeout(60)
class PrepareFaultsTest {

  private static final Duration SHORT = Duration.ofMillis(50);
  private static final String DONE = "send:" + Jobs.prepared(Duration.ofMillis(1));

  @RegisterExtension
  final Rig rig = new Rig();

  private Path staging() {
    return rig.cache().resolve("staged");
  }

  private IdleWorker start(WorkerFactory factory, String... afterTheJob) {
    List<String> words = new ArrayList<>(List.of("connect", "frames:1", "loop", "frames:1"));
    words.addAll(Arrays.asList(afterTheJob));
    return rig.start(factory, Rig.fake(WorkerKind.PREPARE, words.toArray(String[]::new)));
  }

  private PrepareConclusion run(WorkerFactory factory, IdleWorker worker, PrepareRequest request) {
    return rig.get(() -> PrepareJob.run(factory, worker, request, staging()));
  }

  private PrepareConclusion run(Duration timeout, String... afterTheJob) {
    WorkerFactory factory = rig.factory();
    return run(factory, start(factory, afterTheJob), Jobs.prepare(timeout, Bytes.EMPTY));
  }

  private static <E extends PrepareError> E error(Class<E> type, PrepareConclusion conclusion) {
    return assertInstanceOf(type, assertInstanceOf(Failed.class, conclusion.outcome()).error());
  }

  private void assertKilled(PrepareConclusion conclusion) {
    assertFalse(conclusion.idle().isPresent());
    assertEquals(0, ProcessHandle.current().descendants().count(), "reaped before the conclusion");
  }

  @Test
  void anArtifactIsMovedOutOfTheWorkersReach() throws IOException {
    PrepareConclusion conclusion = run(Jobs.LONG, "write:tmp-artifact:100", DONE);
    assertEquals(staging(), assertInstanceOf(Prepared.class, conclusion.outcome()).staged());
    assertEquals(100, Files.size(staging()));
    assertTrue(conclusion.idle().isPresent());
  }

  @Test
  void aSuccessWithoutAnArtifactIsAnErrorAndCostsTheWorker() {
    PrepareConclusion conclusion = run(Jobs.LONG, DONE);
    PrepareError.IoErr error = error(PrepareError.IoErr.class, conclusion);
    assertTrue(error.text().contains("left no artifact"), error.text());
    assertKilled(conclusion);
  }

  @Test
  void aLinkToAnotherFileIsNoArtifact() throws IOException {
    Path secret = Files.writeString(rig.file("secret"), "of the host");
    WorkerFactory factory = rig.factory();
    IdleWorker worker = start(factory, "delete:tmp-artifact", "link:tmp-artifact:" + secret, DONE);
    PrepareConclusion conclusion = run(factory, worker, Jobs.prepare(Jobs.LONG, Bytes.EMPTY));
    error(PrepareError.IoErr.class, conclusion);
    assertFalse(Files.exists(staging(), LinkOption.NOFOLLOW_LINKS));
    assertKilled(conclusion);
  }

  @Test
  void aCpuTimeAboveTheLimitIsATimeoutWhateverTheAnswerSays() {
    PrepareConclusion conclusion =
        run(Jobs.LONG, "write:tmp-artifact:1", "send:" + Jobs.prepared(Jobs.LONG.plusNanos(1)));
    error(PrepareError.TimedOut.class, conclusion);
    assertKilled(conclusion);
  }

  @Test
  void noAnswerIsATimeoutAtTheWallLimit() {
    PrepareConclusion conclusion = run(SHORT, "hang");
    error(PrepareError.TimedOut.class, conclusion);
    assertKilled(conclusion);
  }

  @Test
  void errorsOfTheCodeKeepTheWorker() {
    for (PrepareError error : List.of(new PrepareError.Prevalidation("no"), new PrepareError.Preparation("no"),
        new PrepareError.IoErr("no"))) {
      PrepareConclusion conclusion = run(Jobs.LONG, "send:" + Jobs.notPrepared(error));
      assertEquals(new Failed(error), conclusion.outcome());
      assertTrue(conclusion.idle().isPresent(), error.toString());
      rig.get(conclusion.idle().get().handle()::kill);
    }
  }

  @Test
  void errorsOfTheProcessCostTheWorker() {
    for (PrepareError error : List.of(new PrepareError.TimedOut(), new PrepareError.OutOfMemory(),
        new PrepareError.JobDied("received signal: SIGKILL", 5))) {
      PrepareConclusion conclusion = run(Jobs.LONG, "send:" + Jobs.notPrepared(error));
      assertEquals(new Failed(error), conclusion.outcome());
      assertKilled(conclusion);
    }
  }

  @Test
  void aDeathWithoutAnAnswerIsAnErrorOfCommunication() {
    PrepareConclusion conclusion = run(Jobs.LONG, "exit:1");
    error(PrepareError.IoErr.class, conclusion);
    assertTrue(conclusion.evidence().toString().contains("exited with 1"), conclusion.evidence().toString());
    assertKilled(conclusion);
  }

  @Test
  void anAnswerThatIsNoMessageIsAnErrorOfCommunication() {
    PrepareConclusion conclusion = run(Jobs.LONG, "send:0200000000000000ffff");
    error(PrepareError.IoErr.class, conclusion);
    assertKilled(conclusion);
  }

  @Test
  void aRequestThatIsNotReadCanBeGivenToAnotherWorker() {
    WorkerFactory factory = rig.factory(new ProcessBuilderSpawner(), rig.options().withSendTimeout(SHORT));
    IdleWorker worker = rig.start(factory, Rig.fake(WorkerKind.PREPARE, "connect", "frames:1", "hang"));
    PrepareConclusion conclusion =
        run(factory, worker, Jobs.prepare(Jobs.LONG, Bytes.wrap(new byte[8 << 20])));
    assertInstanceOf(Unreachable.class, conclusion.outcome());
    assertKilled(conclusion);
  }

  @Test
  void aRequestForADeadWorkerCanBeGivenToAnotherWorker() throws Exception {
    WorkerFactory factory = rig.factory();
    IdleWorker worker = start(factory, DONE);
    Rig.signal("KILL", worker.handle().pid());
    Rig.await().until(() -> worker.handle().ended().isComplete());
    PrepareConclusion conclusion = run(factory, worker, Jobs.prepare(Jobs.LONG, Bytes.EMPTY));
    assertInstanceOf(Unreachable.class, conclusion.outcome());
    assertKilled(conclusion);
  }

  @Test
  void aWorkerWhoseDirectoryIsGoneIsReplaced() throws IOException {
    WorkerFactory factory = rig.factory();
    IdleWorker worker = start(factory, DONE);
    for (Path dir : Rig.entries(rig.cache())) {
      Files.delete(dir);
    }
    PrepareConclusion conclusion = run(factory, worker, Jobs.prepare(Jobs.LONG, Bytes.EMPTY));
    error(PrepareError.CreateTmpFile.class, conclusion);
    assertKilled(conclusion);
  }

  @Test
  void aDirectoryThatIsNotEmptyBeforeTheJobIsEmptiedForTheNext() throws IOException {
    WorkerFactory factory = rig.factory();
    IdleWorker worker = start(factory, "write:tmp-artifact:1", DONE);
    Files.createFile(Rig.entries(rig.cache()).get(0).resolve("foreign"));
    PrepareConclusion first = run(factory, worker, Jobs.prepare(Jobs.LONG, Bytes.EMPTY));
    error(PrepareError.CreateTmpFile.class, first);
    PrepareConclusion second = run(factory, first.idle().orElseThrow(), Jobs.prepare(Jobs.LONG, Bytes.EMPTY));
    assertInstanceOf(Prepared.class, second.outcome());
  }

  @Test
  void anArtifactThatCannotBeMovedKeepsTheWorker() throws IOException {
    Files.createDirectories(staging().resolve("in the way"));
    PrepareConclusion conclusion = run(Jobs.LONG, "write:tmp-artifact:1", DONE);
    PrepareError.RenameTmpFile error = error(PrepareError.RenameTmpFile.class, conclusion);
    assertEquals(staging().toString(), error.destination().orElseThrow());
    assertTrue(conclusion.idle().isPresent());
  }

  @Test
  void aWorkerKilledDuringTheJobIsAnErrorOfCommunication() throws Exception {
    Path reading = rig.file("reading");
    WorkerFactory factory = rig.factory();
    IdleWorker worker = start(factory, "touch:" + reading, "hang");
    CompletableFuture<PrepareConclusion> job =
        rig.begin(() -> PrepareJob.run(factory, worker, Jobs.prepare(Jobs.LONG, Bytes.EMPTY), staging()));
    Rig.await().until(() -> Files.exists(reading));
    Rig.signal("KILL", worker.handle().pid());
    PrepareConclusion conclusion = Rig.join(job);
    error(PrepareError.IoErr.class, conclusion);
    assertTrue(conclusion.evidence().toString().contains("killed by signal 9"), conclusion.evidence().toString());
    assertKilled(conclusion);
  }

  @Test
  void codeThatIsNoWebAssemblyKeepsTheRealWorker() throws IOException {
    WorkerFactory factory = rig.factory();
    IdleWorker worker = RealWorkers.start(rig, factory, WorkerKind.PREPARE);
    PrepareConclusion bad = run(factory, worker, Jobs.prepare(Jobs.LONG, Bytes.fromHex("00112233")));
    error(PrepareError.Prevalidation.class, bad);
    PrepareConclusion good =
        run(factory, bad.idle().orElseThrow(), Jobs.prepare(Jobs.LONG, Sample.ADDER.code()));
    assertInstanceOf(Prepared.class, good.outcome());
  }
}
