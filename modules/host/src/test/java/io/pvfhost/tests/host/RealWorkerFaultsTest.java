package io.pvfhost.tests.host;

import io.pvfhost.host.Artifact;
import io.pvfhost.host.ExecuteConclusion;
import io.pvfhost.host.ExecuteOutcome.ArtifactChanged;
import io.pvfhost.host.ExecuteOutcome.ArtifactMissing;
import io.pvfhost.host.ExecuteOutcome.Died;
import io.pvfhost.host.ExecuteOutcome.HardTimeout;
import io.pvfhost.host.ExecuteOutcome.LinkFailed;
import io.pvfhost.host.ExecuteOutcome.NotSent;
import io.pvfhost.host.ExecuteOutcome.Replied;
import io.pvfhost.host.ExecuteOutcome.TimedOut;
import io.pvfhost.host.IdleWorker;
import io.pvfhost.host.WorkerFactory;
import io.pvfhost.host.WorkerKind;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.JobResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Faults around workers of this build: killed, stopped, and with their files taken away or changed. */
@Timeout(60)
class RealWorkerFaultsTest {

  @RegisterExtension
  final Rig rig = new Rig();

  private static ExecuteRequest adder() {
    return Jobs.execute(Jobs.LONG, Adder.genesisHead(), Adder.block(0, 512));
  }

  private Artifact artifact(Sample sample) throws IOException {
    return Jobs.artifact(rig.cache(), RealWorkers.artifact(rig, sample));
  }

  private IdleWorker start(WorkerFactory factory) throws IOException {
    return RealWorkers.start(rig, factory, WorkerKind.EXECUTE);
  }

  private ExecuteConclusion run(WorkerFactory factory, IdleWorker worker, Artifact artifact, ExecuteRequest request) {
    return Rig.join(Jobs.begin(rig, factory, worker, artifact, request));
  }

  private static void assertValid(ExecuteConclusion conclusion) {
    JobResponse.Ok ok = assertInstanceOf(JobResponse.Ok.class,
        assertInstanceOf(Replied.class, conclusion.outcome(), conclusion.toString()).response().jobResponse());
    assertEquals(Adder.nextHead(Adder.genesisHead(), 0, 512), ok.result().headData());
    assertTrue(conclusion.idle().isPresent(), conclusion.toString());
  }

  private static void assertGone(IdleWorker worker, ExecuteConclusion conclusion) {
    assertEquals(Optional.empty(), conclusion.idle());
    assertFalse(Rig.isAlive(worker.handle().pid()), "reaped before the conclusion");
  }

  /** The only worker directory there is. */
  private Path workerDir() throws IOException {
    List<Path> dirs = Rig.entries(rig.cache()).stream().filter(Files::isDirectory).toList();
    assertEquals(1, dirs.size(), dirs.toString());
    return dirs.get(0);
  }

  @Test
  void aValidJobLeavesAnIdleWorkerWithAnEmptyDirectory() throws IOException {
    WorkerFactory factory = rig.factory();
    Artifact artifact = artifact(Sample.ADDER);
    IdleWorker worker = start(factory);
    for (int i = 0; i < 3; i++) {
      ExecuteConclusion conclusion = run(factory, worker, artifact, adder());
      assertValid(conclusion);
      assertEquals(List.of(), conclusion.evidence());
      assertEquals(List.of(), Rig.entries(workerDir()));
      worker = conclusion.idle().orElseThrow();
    }
  }

  @Test
  void aWorkerKilledBeforeTheJobIsNotTheCandidatesFault() throws Exception {
    WorkerFactory factory = rig.factory();
    Artifact artifact = artifact(Sample.ADDER);
    IdleWorker worker = start(factory);
    Rig.signal("KILL", worker.handle().pid());
    Rig.await().until(() -> worker.handle().ended().isComplete());
    ExecuteConclusion conclusion = run(factory, worker, artifact, adder());
    assertInstanceOf(NotSent.class, conclusion.outcome());
    assertGone(worker, conclusion);
  }

  @Test
  void aWorkerKilledDuringTheJobDied() throws Exception {
    WorkerFactory factory = rig.factory();
    Artifact artifact = artifact(Sample.ENDLESS_LOOP);
    IdleWorker worker = start(factory);
    CompletableFuture<ExecuteConclusion> job =
        Jobs.begin(rig, factory, worker, artifact, Jobs.execute(Jobs.LONG));
    awaitBusy(worker.handle().pid());
    Rig.signal("KILL", worker.handle().pid());
    ExecuteConclusion conclusion = Rig.join(job);
    assertInstanceOf(Died.class, conclusion.outcome());
    assertTrue(conclusion.evidence().toString().contains("killed by signal 9"), conclusion.evidence().toString());
    assertGone(worker, conclusion);
  }

  /** Waits until a worker has spent so much CPU time that it must be in the endless loop. */
  private static void awaitBusy(long pid) throws IOException {
    long start = cpuTicks(pid);
    Rig.await().until(() -> cpuTicks(pid) > start + 20);
  }

  private static long cpuTicks(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", 13)[11]);
  }

  @Test
  void aWorkerKilledAfterTheJobIsSeenAndTheAnswerStands() throws Exception {
    WorkerFactory factory = rig.factory();
    Artifact artifact = artifact(Sample.ADDER);
    IdleWorker worker = start(factory);
    ExecuteConclusion first = run(factory, worker, artifact, adder());
    assertValid(first);
    Rig.signal("KILL", worker.handle().pid());
    Rig.await().until(() -> worker.handle().ended().isComplete());
    ExecuteConclusion second = run(factory, first.idle().orElseThrow(), artifact, adder());
    assertInstanceOf(NotSent.class, second.outcome());
    assertGone(worker, second);
  }

  @Test
  void aStoppedWorkerEndsAtTheWallLimitAndIsKilledAndReaped() throws Exception {
    WorkerFactory factory = rig.factory();
    Artifact artifact = artifact(Sample.ADDER);
    IdleWorker worker = start(factory);
    Rig.signal("STOP", worker.handle().pid());
    ExecuteConclusion conclusion = run(factory, worker, artifact,
        Jobs.execute(Duration.ofMillis(50), Adder.genesisHead(), Adder.block(0, 512)));
    HardTimeout timeout = assertInstanceOf(HardTimeout.class, conclusion.outcome());
    assertEquals(Duration.ofMillis(200), timeout.limit());
    assertEquals(Optional.of(Duration.ZERO), timeout.cpuTime(), "the worker cannot be blamed");
    assertTrue(conclusion.evidence().toString().contains("killed by signal 9"), conclusion.evidence().toString());
    assertGone(worker, conclusion);
  }

  /** On a machine so busy that the loop does not get its CPU time within the wall limit it is run again. */
  @Test
  void anEndlessLoopIsStoppedByItsCpuTime() throws IOException {
    WorkerFactory factory = rig.factory();
    Artifact artifact = artifact(Sample.ENDLESS_LOOP);
    Rig.await().until(() -> {
      IdleWorker worker = start(factory);
      ExecuteConclusion conclusion = run(factory, worker, artifact, Jobs.execute(Duration.ofMillis(300)));
      assertGone(worker, conclusion);
      return conclusion.outcome();
    }, outcome -> outcome instanceof TimedOut);
  }

  @Test
  void aWorkerWhoseDirectoryIsGoneIsReplaced() throws IOException {
    WorkerFactory factory = rig.factory();
    Artifact artifact = artifact(Sample.ADDER);
    IdleWorker worker = start(factory);
    Files.delete(workerDir());
    ExecuteConclusion conclusion = run(factory, worker, artifact, adder());
    assertInstanceOf(LinkFailed.class, conclusion.outcome());
    assertGone(worker, conclusion);
    assertValid(run(factory, start(factory), artifact, adder()));
  }

  @Test
  void aDirectoryThatIsNotEmptyBeforeTheJobIsNotUsed() throws IOException {
    WorkerFactory factory = rig.factory();
    Artifact artifact = artifact(Sample.ADDER);
    IdleWorker worker = start(factory);
    Files.writeString(workerDir().resolve("artifact"), "planted");
    ExecuteConclusion conclusion = run(factory, worker, artifact, adder());
    LinkFailed failed = assertInstanceOf(LinkFailed.class, conclusion.outcome());
    assertTrue(failed.text().contains("not empty before the job: artifact"), failed.text());
    assertGone(worker, conclusion);
  }

  @Test
  void anArtifactDeletedBetweenJobsIsMissingAndTheWorkerKept() throws IOException {
    WorkerFactory factory = rig.factory();
    Artifact artifact = artifact(Sample.ADDER);
    ExecuteConclusion first = run(factory, start(factory), artifact, adder());
    Files.delete(artifact.path());
    ExecuteConclusion second = run(factory, first.idle().orElseThrow(), artifact, adder());
    assertInstanceOf(ArtifactMissing.class, second.outcome());
    assertValid(run(factory, second.idle().orElseThrow(), artifact(Sample.ADDER), adder()));
  }

  @Test
  void anArtifactTruncatedBetweenJobsIsNotRun() throws IOException {
    WorkerFactory factory = rig.factory();
    Artifact artifact = artifact(Sample.ADDER);
    ExecuteConclusion first = run(factory, start(factory), artifact, adder());
    Files.write(artifact.path(), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    ExecuteConclusion second = run(factory, first.idle().orElseThrow(), artifact, adder());
    assertInstanceOf(ArtifactChanged.class, second.outcome());
    assertValid(run(factory, second.idle().orElseThrow(), artifact(Sample.ADDER), adder()));
  }

  @Test
  void anArtifactThatCannotBeLoadedSaysNothingOfTheCandidate() throws IOException {
    WorkerFactory factory = rig.factory();
    byte[] half = RealWorkers.artifact(rig, Sample.ADDER).clone();
    for (int i = half.length / 2; i < half.length; i++) {
      half[i] = 0;
    }
    ExecuteConclusion conclusion =
        run(factory, start(factory), Jobs.artifact(rig.cache(), half), adder());
    Replied replied = assertInstanceOf(Replied.class, conclusion.outcome());
    assertInstanceOf(JobResponse.RuntimeConstruction.class, replied.response().jobResponse());
  }

  @Test
  void aLargePovReachesTheWorkerAndComesBack() throws IOException {
    WorkerFactory factory = rig.factory();
    Bytes block = Bytes.wrap(new byte[5 << 20]);
    ExecuteConclusion conclusion = run(factory, start(factory), artifact(Sample.ECHO),
        Jobs.execute(Jobs.LONG, Bytes.EMPTY, block));
    JobResponse.Ok ok = assertInstanceOf(JobResponse.Ok.class,
        assertInstanceOf(Replied.class, conclusion.outcome()).response().jobResponse());
    assertEquals(block, ok.result().headData());
  }
}
