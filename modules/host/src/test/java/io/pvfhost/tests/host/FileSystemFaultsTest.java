package io.pvfhost.tests.host;

import io.pvfhost.host.Artifact;
import io.pvfhost.host.ExecuteConclusion;
import io.pvfhost.host.ExecuteOutcome.LinkFailed;
import io.pvfhost.host.ExecuteOutcome.Replied;
import io.pvfhost.host.IdleWorker;
import io.pvfhost.host.PrepareConclusion;
import io.pvfhost.host.PrepareJob;
import io.pvfhost.host.PrepareOutcome.Failed;
import io.pvfhost.host.PrepareOutcome.Prepared;
import io.pvfhost.host.ProcessBuilderSpawner;
import io.pvfhost.host.SpawnException;
import io.pvfhost.host.SpawnException.Step;
import io.pvfhost.host.WorkerFactory;
import io.pvfhost.host.WorkerHostOptions;
import io.pvfhost.host.WorkerKind;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.wire.PrepareError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Disks that are full or read-only, and files that cannot be removed. Skipped where the test may not make such. */
@Timeout(60)
class FileSystemFaultsTest {

  private static final String[] GOOD = {"connect", "frames:2", "loop", "frames:3", "send:" + Jobs.ok()};

  @RegisterExtension
  final Rig rig = new Rig();

  private interface Body {
    void run(Path disk) throws Exception;
  }

  /** Runs a test on a small file system of its own, which is gone afterwards. */
  private void onDisk(String options, Body body) throws Exception {
    Path disk = Files.createDirectory(rig.file("disk"));
    assumeTrue(Rig.trySh("mount", "-t", "tmpfs", "-o", options, "none", disk.toString()) == 0, "may not mount");
    try {
      body.run(disk);
    } finally {
      Rig.sh("umount", disk.toString());
    }
  }

  private WorkerFactory factory(Path disk) {
    WorkerHostOptions options = WorkerHostOptions.in(disk, rig.sockets()).withAcceptTimeout(Jobs.LONG);
    return rig.factory(new ProcessBuilderSpawner(), options);
  }

  private SpawnException spawnFailure(WorkerFactory factory) {
    return Rig.failure(SpawnException.class,
        rig.begin(() -> factory.start(Rig.fake(GOOD), ExecutorParams.EMPTY)));
  }

  /** Makes empty files until no more can be made. */
  private static List<Path> useUpInodes(Path disk) {
    List<Path> files = new ArrayList<>();
    try {
      while (true) {
        files.add(Files.createFile(disk.resolve("filler" + files.size())));
      }
    } catch (IOException full) {
      assertTrue(full.getMessage().contains("No space left"), full.getMessage());
      return files;
    }
  }

  private static Path useUpBlocks(Path disk) throws IOException {
    Path file = disk.resolve("filler");
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(new byte[1024]);
      }
    } catch (IOException full) {
      assertTrue(full.getMessage().contains("No space left"), full.getMessage());
      return file;
    }
  }

  private static void delete(List<Path> files) throws IOException {
    for (Path file : files) {
      Files.delete(file);
    }
  }

  @Test
  void aWorkerDirectoryThatCannotBeMadeIsNamedWithTheCause() throws Exception {
    onDisk("size=64k,nr_inodes=8", disk -> {
      useUpInodes(disk);
      SpawnException failure = spawnFailure(factory(disk));
      assertEquals(Step.WORKER_DIR, failure.step());
      assertTrue(failure.getMessage().contains(disk.toString()), failure.getMessage());
      assertTrue(failure.getMessage().contains("No space left"), failure.getMessage());
    });
  }

  @Test
  void aReadOnlyCacheDirectoryIsNamedWithTheCause() throws Exception {
    onDisk("size=64k", disk -> {
      Rig.sh("mount", "-o", "remount,ro", disk.toString());
      SpawnException failure = spawnFailure(factory(disk));
      assertEquals(Step.WORKER_DIR, failure.step());
      assertTrue(failure.getMessage().contains(disk.toString()), failure.getMessage());
      assertTrue(failure.getMessage().contains("Read-only file system"), failure.getMessage());
    });
  }

  @Test
  void anArtifactThatCannotBeLinkedCostsTheWorkerAndLaterJobsRun() throws Exception {
    onDisk("size=64k,nr_inodes=8", disk -> {
      WorkerFactory factory = factory(disk);
      IdleWorker worker = rig.start(factory, Rig.fake(GOOD));
      Artifact artifact = Jobs.artifact(disk);
      List<Path> fillers = useUpInodes(disk);
      ExecuteConclusion full = Rig.join(Jobs.begin(rig, factory, worker, artifact, Jobs.execute(Jobs.LONG)));
      LinkFailed failed = assertInstanceOf(LinkFailed.class, full.outcome());
      assertTrue(failed.text().contains("No space left"), failed.text());
      assertEquals(Optional.empty(), full.idle());
      delete(fillers);
      assertEquals(List.of(artifact.path()), Rig.entries(disk), "the worker's directory is gone");
      IdleWorker next = rig.start(factory, Rig.fake(GOOD));
      ExecuteConclusion good = Rig.join(Jobs.begin(rig, factory, next, artifact, Jobs.execute(Jobs.LONG)));
      assertEquals(new Replied(Jobs.OK), good.outcome());
      rig.get(next.handle()::kill);
    });
  }

  @Test
  void anArtifactThatDoesNotFitOnTheDiskIsAnErrorOfPreparation() throws Exception {
    onDisk("size=64k", disk -> {
      WorkerFactory factory = factory(disk);
      IdleWorker worker = RealWorkers.start(rig, factory, WorkerKind.PREPARE);
      Path filler = useUpBlocks(disk);
      PrepareConclusion full = prepare(factory, worker, disk);
      Failed failed = assertInstanceOf(Failed.class, full.outcome());
      assertInstanceOf(PrepareError.IoErr.class, failed.error(), failed.toString());
      Files.delete(filler);
      IdleWorker next = full.idle().isPresent() ? full.idle().get()
          : RealWorkers.start(rig, factory, WorkerKind.PREPARE);
      assertInstanceOf(Prepared.class, prepare(factory, next, disk).outcome());
      rig.get(next.handle()::kill);
      rig.get(worker.handle()::kill);
    });
  }

  @Test
  void anOutputThatCannotBeMadeIsAnErrorOfPreparationAndTheWorkerKept() throws Exception {
    onDisk("size=256k,nr_inodes=8", disk -> {
      WorkerFactory factory = factory(disk);
      IdleWorker worker = RealWorkers.start(rig, factory, WorkerKind.PREPARE);
      List<Path> fillers = useUpInodes(disk);
      PrepareConclusion full = prepare(factory, worker, disk);
      assertInstanceOf(PrepareError.CreateTmpFile.class, assertInstanceOf(Failed.class, full.outcome()).error());
      delete(fillers);
      assertInstanceOf(Prepared.class, prepare(factory, full.idle().orElseThrow(), disk).outcome());
      rig.get(worker.handle()::kill);
    });
  }

  private PrepareConclusion prepare(WorkerFactory factory, IdleWorker worker, Path disk) {
    return rig.get(() ->
        PrepareJob.run(factory, worker, Jobs.prepare(Jobs.LONG, Sample.ADDER.code()), disk.resolve("prepared")));
  }

  @Test
  void aDirectoryThatCannotBeEmptiedCostsTheWorkerButNotTheAnswer() throws Exception {
    Path gate = rig.file("gate");
    WorkerFactory factory = rig.factory();
    IdleWorker worker = rig.start(factory,
        Rig.fake("connect", "frames:2", "frames:3", "write:stuck:1", "gate:" + gate, "send:" + Jobs.ok(), "eof"));
    CompletableFuture<ExecuteConclusion> job =
        Jobs.begin(rig, factory, worker, Jobs.artifact(rig.cache()), Jobs.execute(Jobs.LONG));
    Path stuck = awaitFileOfWorker("stuck");
    boolean immutable = Rig.trySh("chattr", "+i", stuck.toString()) == 0;
    try {
      Files.createFile(gate);
      ExecuteConclusion conclusion = Rig.join(job);
      assertEquals(new Replied(Jobs.OK), conclusion.outcome());
      assumeTrue(immutable, "needs root and a file system with immutable files");
      assertEquals(Optional.empty(), conclusion.idle());
      assertTrue(conclusion.evidence().toString().contains("could not be emptied"), conclusion.evidence().toString());
      assertTrue(Files.exists(stuck));
    } finally {
      Rig.trySh("chattr", "-i", stuck.toString());
      if (immutable) {
        Rig.deleteTree(stuck.getParent());
      }
    }
  }

  private Path awaitFileOfWorker(String name) throws IOException {
    Path dir = Rig.entries(rig.cache()).stream().filter(Files::isDirectory).findFirst().orElseThrow();
    Rig.await().until(() -> Files.exists(dir.resolve(name)));
    return dir.resolve(name);
  }

  @Test
  void whateverAWorkerLeavesInItsDirectoryIsRemoved() throws Exception {
    Path outside = Files.writeString(rig.file("outside"), "stays");
    WorkerFactory factory = rig.factory();
    IdleWorker worker = rig.start(factory, Rig.fake("connect", "frames:2", "loop", "frames:3", "write:a:1000",
        "link:b:" + outside, "link:c:/", "send:" + Jobs.ok()));
    for (int i = 0; i < 2; i++) {
      ExecuteConclusion conclusion =
          Rig.join(Jobs.begin(rig, factory, worker, Jobs.artifact(rig.cache()), Jobs.execute(Jobs.LONG)));
      assertEquals(new Replied(Jobs.OK), conclusion.outcome());
      worker = conclusion.idle().orElseThrow();
    }
    assertTrue(Files.exists(outside), "links are removed, not followed");
  }
}
