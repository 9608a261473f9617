package io.pvfhost.tests.host;

import io.pvfhost.host.IdleWorker;
import io.pvfhost.host.ProcessBuilderSpawner;
import io.pvfhost.host.SpawnException;
import io.pvfhost.host.SpawnException.Step;
import io.pvfhost.host.WorkerFactory;
import io.pvfhost.host.WorkerHostOptions;
import io.pvfhost.host.WorkerKind;
import io.pvfhost.host.WorkerLaunch;
import io.pvfhost.host.WorkerProcess;
import io.pvfhost.host.WorkerProgram;
import io.pvfhost.host.WorkerSpawner;
import io.pvfhost.scale.ExecutorParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Workers that cannot be brought to idle: each start ends in one typed failure and leaves nothing. */
@Timeout(60)
class SpawnFaultsTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  @RegisterExtension
  final Rig rig = new Rig();

  private SpawnException failure(WorkerFactory factory, WorkerProgram program) {
    return Rig.failure(SpawnException.class, rig.begin(() -> factory.start(program, ExecutorParams.EMPTY)));
  }

  private static WorkerProgram programAt(Path file) {
    return Rig.program(WorkerKind.EXECUTE, List.of(file.toString()));
  }

  @Test
  void aMissingProgramIsNamed() {
    SpawnException failure = failure(rig.factory(), programAt(rig.file("no-such-worker")));
    assertEquals(Step.PROCESS, failure.step());
    assertTrue(failure.getMessage().contains("no-such-worker"), failure.getMessage());
  }

  @Test
  void aProgramThatIsNotExecutableIsNamed() throws IOException {
    Path file = Files.writeString(rig.file("plain-text"), "#!/bin/sh\n");
    SpawnException failure = failure(rig.factory(), programAt(file));
    assertEquals(Step.PROCESS, failure.step());
    assertTrue(failure.getMessage().contains("plain-text"), failure.getMessage());
  }

  @Test
  void aDirectoryIsNoProgram() {
    SpawnException failure = failure(rig.factory(), programAt(rig.cache()));
    assertEquals(Step.PROCESS, failure.step());
    assertTrue(failure.getMessage().contains(rig.cache().toString()), failure.getMessage());
  }

  @Test
  void aWorkerThatExitsAtOnceIsReportedWithItsStatusAndItsLastWords() {
    SpawnException failure = failure(rig.factory(), Rig.fake("say:no such option", "exit:3"));
    assertEquals(Step.EXITED, failure.step());
    assertTrue(failure.getMessage().contains("exited with 3"), failure.getMessage());
    assertTrue(failure.getMessage().contains("no such option"), failure.getMessage());
  }

  @Test
  void whatAWorkerPrintsIsReadAndOnlyTheEndIsKept() {
    SpawnException failure = failure(rig.factory(), Rig.fake("flood:500", "exit:1"));
    assertEquals(Step.EXITED, failure.step());
    assertTrue(failure.getMessage().endsWith("end of the flood"), failure.getMessage());
    assertTrue(failure.getMessage().length() < 6000, () -> failure.getMessage().length() + " characters");
  }

  @Test
  void emptyLinesAreBoundedToo() {
    SpawnException failure = failure(rig.factory(), Rig.fake("newlines:200000", "exit:1"));
    assertEquals(Step.EXITED, failure.step());
    assertTrue(failure.getMessage().length() < 6000, () -> failure.getMessage().length() + " characters");
  }

  @Test
  void aWorkerThatNeverConnectsIsKilledAtTheAcceptTimeout() {
    WorkerFactory factory = rig.factory(new ProcessBuilderSpawner(), rig.options().withAcceptTimeout(SHORT));
    SpawnException failure = failure(factory, Rig.fake("hang"));
    assertEquals(Step.ACCEPT_TIMEOUT, failure.step());
    assertTrue(failure.getMessage().contains("200 ms"), failure.getMessage());
    assertEquals(0, ProcessHandle.current().descendants().count(), "killed and reaped before the failure");
  }

  @Test
  void aWorkerThatConnectsLateButInTimeIsTaken() throws IOException {
    Path gate = rig.file("gate");
    WorkerFactory factory = rig.factory();
    CompletableFuture<IdleWorker> start =
        rig.begin(() -> factory.start(Rig.fake("gate:" + gate, "connect", "frames:2", "eof"), ExecutorParams.EMPTY));
    Rig.await().until(() -> ProcessHandle.current().children().count() == 1);
    assertFalse(start.isDone());
    Files.createFile(gate);
    IdleWorker worker = Rig.join(start);
    assertTrue(Rig.isAlive(worker.handle().pid()));
    assertEquals(List.of(), Rig.entries(rig.sockets()));
    rig.get(worker.handle()::kill);
    assertFalse(Rig.isAlive(worker.handle().pid()));
  }

  @Test
  void aConnectionAtTheMomentOfTheTimeoutEitherCountsOrLeavesNothing() {
    InProcessWorkers workers = new InProcessWorkers();
    WorkerFactory factory = rig.factory(workers, rig.options().withAcceptTimeout(Duration.ofMillis(8)));
    Random random = new Random(1);
    int taken = 0;
    for (int i = 0; i < 80; i++) {
      workers.script("pause:" + random.nextInt(10), "connect", "frames:2", "eof");
      CompletableFuture<IdleWorker> start =
          rig.begin(() -> factory.start(Rig.fake(), ExecutorParams.EMPTY));
      taken += killIfTaken(start) ? 1 : 0;
    }
    assertTrue(taken > 0 && taken < 80, "both ends happened: " + taken + " of 80 were in time");
  }

  private boolean killIfTaken(CompletableFuture<IdleWorker> start) {
    try {
      IdleWorker worker = start.get();
      rig.get(worker.handle()::kill);
      return true;
    } catch (ExecutionException e) {
      assertEquals(Step.ACCEPT_TIMEOUT, assertInstanceOf(SpawnException.class, e.getCause()).step());
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aStrangerIsRefusedAndTheWorkerStillTaken() throws IOException {
    StrangersFirst spawner = new StrangersFirst(1);
    IdleWorker worker = rig.start(rig.factory(spawner, rig.options()), Rig.fake("connect", "frames:2", "eof"));
    assertTrue(Rig.isAlive(worker.handle().pid()));
    spawner.assertAllRefused();
  }

  @Test
  void aCrowdOfStrangersIsRefusedAndTheWorkerStillTaken() throws IOException {
    StrangersFirst spawner = new StrangersFirst(30);
    IdleWorker worker = rig.start(rig.factory(spawner, rig.options()), Rig.fake("connect", "frames:2", "eof"));
    assertTrue(Rig.isAlive(worker.handle().pid()));
    spawner.assertAllRefused();
  }

  @Test
  void aWorkerThatClosesTheConnectionAtOnceIsNotLeftBehind() {
    CompletableFuture<IdleWorker> start =
        rig.begin(() -> rig.factory().start(Rig.fake("connect", "close", "hang"), ExecutorParams.EMPTY));
    // The handshake may have been taken by the kernel before the end is seen.
    try {
      IdleWorker worker = start.get();
      Rig.await().until(() -> worker.handle().ended().isComplete());
      rig.get(worker.handle()::kill);
    } catch (ExecutionException e) {
      assertEquals(Step.HANDSHAKE, assertInstanceOf(SpawnException.class, e.getCause()).step());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSocketPathBeyondTheKernelsLimitIsRefusedWithBothLengths() {
    Path deep = rig.sockets().resolve("x".repeat(100));
    WorkerHostOptions options = WorkerHostOptions.in(rig.cache(), deep);
    SpawnException failure = failure(rig.factory(new ProcessBuilderSpawner(), options), Rig.fake("hang"));
    assertTrue(failure.getMessage().contains("at most 107"), failure.getMessage());
    assertTrue(failure.getMessage().contains("shorter socket directory"), failure.getMessage());
    assertTrue(deep.toFile().delete(), "the directory was made and is empty");
  }

  @Test
  void aCacheDirectoryThatIsAFileIsNamed() throws IOException {
    Path file = Files.createFile(rig.file("file"));
    WorkerHostOptions options = WorkerHostOptions.in(file, rig.sockets());
    SpawnException failure = failure(rig.factory(new ProcessBuilderSpawner(), options), Rig.fake("hang"));
    assertEquals(Step.WORKER_DIR, failure.step());
    assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
  }

  /** Connects to the socket of each worker before the worker can. */
  private static final class StrangersFirst implements WorkerSpawner {

    private final WorkerSpawner real = new ProcessBuilderSpawner();
    private final List<SocketChannel> strangers = new ArrayList<>();
    private final int count;

    StrangersFirst(int count) {
      this.count = count;
    }

    @Override
    public WorkerProcess spawn(WorkerLaunch launch) throws IOException {
      for (int i = 0; i < count; i++) {
        SocketChannel stranger = SocketChannel.open(StandardProtocolFamily.UNIX);
        stranger.connect(UnixDomainSocketAddress.of(launch.socket()));
        strangers.add(stranger);
      }
      return real.spawn(launch);
    }

    @Override
    public String confinement() {
      return real.confinement();
    }

    void assertAllRefused() throws IOException {
      for (SocketChannel stranger : strangers) {
        assertEquals(-1, stranger.read(ByteBuffer.allocate(1)), "closed without a byte of the handshake");
        stranger.close();
      }
    }
  }
}
