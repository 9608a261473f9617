package io.pvfhost.tests.host;

import io.pvfhost.host.ExecuteConclusion;
import io.pvfhost.host.ExecuteJob;
import io.pvfhost.host.ExecuteOutcome.Died;
import io.pvfhost.host.ExecuteOutcome.HardTimeout;
import io.pvfhost.host.IdleWorker;
import io.pvfhost.host.PoolException;
import io.pvfhost.host.PoolException.Kind;
import io.pvfhost.host.PoolOptions;
import io.pvfhost.host.PoolStatus;
import io.pvfhost.host.WorkerFactory;
import io.pvfhost.host.WorkerHandle;
import io.pvfhost.host.WorkerLease;
import io.pvfhost.host.WorkerPool;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who gets which worker, what happens to the others, and how a pool recovers and ends. */
@Timeout(60)
class WorkerPoolTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final ExecutorParams A = ExecutorParams.EMPTY;
  private static final ExecutorParams B = new ExecutorParams(List.of(new ExecutorParam.MaxMemoryPages(100)));
  private static final String[] GOOD = {"connect", "frames:2", "loop", "frames:3", "send:" + Jobs.ok()};

  @RegisterExtension
  final Rig rig = new Rig();
  private final InProcessWorkers workers = new InProcessWorkers(GOOD);
  private WorkerPool pool;

  /** Bounds that no test reaches unless it means to. */
  private static PoolOptions options(int workers, int spares) {
    return new PoolOptions(workers, spares, 100, 1000, LONG, LONG, Duration.ofMillis(1), Duration.ofMillis(4), 3);
  }

  private void open(PoolOptions options) {
    open(rig.factory(workers, rig.options()), options);
  }

  private void open(WorkerFactory factory, PoolOptions options) {
    pool = rig.pool(factory, Rig.fake(GOOD), options);
  }

  private CompletableFuture<WorkerLease> acquire(ExecutorParams params, Object affinity) {
    return acquire(params, affinity, LONG);
  }

  private CompletableFuture<WorkerLease> acquire(ExecutorParams params, Object affinity, Duration patience) {
    return rig.begin(() -> pool.acquire(params, affinity, patience));
  }

  private WorkerLease lease(ExecutorParams params, Object affinity) {
    return Rig.join(acquire(params, affinity));
  }

  private static Kind refusal(CompletableFuture<WorkerLease> lease) {
    return Rig.failure(PoolException.class, lease).kind();
  }

  /** Runs a job on the leased worker. */
  private CompletableFuture<ExecuteConclusion> work(WorkerLease lease, Duration timeout) {
    WorkerFactory factory = rig.factory();
    return rig.begin(() -> ExecuteJob.run(factory, lease.worker(), Jobs.artifact(rig.cache()), Jobs.execute(timeout)));
  }

  /** Runs a job that succeeds and gives the worker back. */
  private void workAndReturn(WorkerLease lease) {
    end(lease, Rig.join(work(lease, Jobs.LONG)).idle());
  }

  private void end(WorkerLease lease, Optional<IdleWorker> next) {
    rig.call(() -> {
      lease.end(next);
      return true;
    });
  }

  private PoolStatus status() {
    return rig.call(pool::status);
  }

  private void start(ExecutorParams params) {
    rig.call(() -> {
      pool.start(params);
      return true;
    });
  }

  private void awaitIdle(int count) {
    Rig.await().until(() -> status().idle() == count && status().spawning() == 0);
  }

  @Test
  void oneWorkerServesJobsOneAfterTheOther() {
    open(options(1, 0));
    for (int i = 0; i < 50; i++) {
      workAndReturn(lease(A, "x"));
    }
    assertEquals(new PoolStatus(1, 0, 0, 0, 1, 0), status());
  }

  @Test
  void sparesAreStartedBeforeAnyJobComes() {
    open(options(2, 1));
    start(A);
    awaitIdle(1);
    assertEquals(1, status().spawned());
  }

  @Test
  void noMoreJobsWaitThanMay() {
    open(new PoolOptions(1, 0, 1, 1000, LONG, LONG, SHORT, SHORT, 3));
    WorkerLease first = lease(A, "x");
    CompletableFuture<WorkerLease> waiting = acquire(A, "x");
    assertEquals(Kind.FULL, refusal(acquire(A, "x")));
    assertEquals(1, status().waiting());
    workAndReturn(first);
    assertTrue(Rig.join(waiting).waited().compareTo(Duration.ZERO) > 0);
    workAndReturn(Rig.join(waiting));
  }

  @Test
  void aJobThatHasWaitedLongEnoughIsRefusedAndTheSlotKept() {
    open(options(1, 0));
    WorkerLease first = lease(A, "x");
    assertEquals(Kind.DEADLINE, refusal(acquire(A, "x", SHORT)));
    assertEquals(0, status().waiting());
    workAndReturn(first);
    workAndReturn(lease(A, "x"));
  }

  @Test
  void jobsAreRefusedWhenNoWorkerCanBeStartedAndServedWhenOneCanAgain() {
    open(options(2, 0));
    workers.broken(true);
    CompletableFuture<WorkerLease> first = acquire(A, "x");
    PoolException refused = Rig.failure(PoolException.class, first);
    assertEquals(Kind.NO_WORKER, refused.kind());
    assertTrue(refused.getMessage().contains("broken on purpose"), refused.getMessage());
    assertTrue(status().spawnFailures() >= 3, status().toString());
    workers.broken(false);
    workAndReturn(lease(A, "x"));
    assertEquals(0, status().spawning());
  }

  @Test
  void startsPauseAfterAFailure() {
    open(new PoolOptions(4, 2, 100, 1000, LONG, LONG, LONG, LONG, 3));
    workers.broken(true);
    start(A);
    Rig.await().until(() -> status().spawnFailures() == 2 && status().spawning() == 0);
    CompletableFuture<WorkerLease> waiting = acquire(A, "x", SHORT);
    assertEquals(Kind.DEADLINE, refusal(waiting));
    assertEquals(2, status().spawnFailures(), "no further start during the pause");
  }

  @Test
  void workersThatDieBeforeTheirFirstJobArePausedToo() {
    workers.script("connect", "frames:2", "exit:1");
    open(new PoolOptions(4, 1, 100, 1000, LONG, LONG, LONG, LONG, 3));
    start(A);
    Rig.await().until(() -> status().spawned() + status().spawnFailures() > 0 && status().spawning() == 0
        && status().idle() == 0);
    assertEquals(1, workers.started().size());
    assertEquals(1, status().spawnFailures());
  }

  @Test
  void aPoolRecoversWhenWorkersNoLongerDieBeforeTheirFirstJob() {
    workers.script("connect", "frames:2", "exit:1");
    open(new PoolOptions(1, 1, 100, 1000, LONG, LONG, Duration.ofMillis(1), Duration.ofMillis(1), 3));
    start(A);
    Rig.await().until(() -> status().spawnFailures() >= 3);
    workers.script(GOOD);
    awaitIdle(1);
    workAndReturn(lease(A, "x"));
  }

  @Test
  void aWorkerIsPreferredForTheWorkItDidLast() {
    open(options(2, 0));
    WorkerLease x = lease(A, "x");
    WorkerLease y = lease(A, "y");
    WorkerHandle workerOfX = x.worker().handle();
    WorkerHandle workerOfY = y.worker().handle();
    assertNotSame(workerOfX, workerOfY);
    workAndReturn(x);
    workAndReturn(y);
    for (int i = 0; i < 3; i++) {
      WorkerLease again = lease(A, "y");
      assertSame(workerOfY, again.worker().handle());
      workAndReturn(again);
      again = lease(A, "x");
      assertSame(workerOfX, again.worker().handle());
      workAndReturn(again);
    }
  }

  @Test
  void aWorkerIsNeverUsedUnderOtherParams() {
    open(options(1, 0));
    WorkerLease a = lease(A, "x");
    WorkerHandle workerOfA = a.worker().handle();
    workAndReturn(a);
    WorkerLease b = lease(B, "x");
    assertEquals(B, b.worker().handle().params());
    assertTrue(workerOfA.ended().isComplete(), "made room");
    workAndReturn(b);
    assertEquals(new PoolStatus(1, 0, 0, 0, 2, 0), status());
  }

  @Test
  void aLaterJobOvertakesOneThatNoIdleWorkerSuits() {
    open(options(1, 0));
    WorkerLease running = lease(A, "x");
    CompletableFuture<WorkerLease> other = acquire(B, "x");
    CompletableFuture<WorkerLease> same = acquire(A, "x");
    WorkerHandle worker = running.worker().handle();
    workAndReturn(running);
    assertSame(worker, Rig.join(same).worker().handle());
    assertFalse(other.isDone());
    workAndReturn(Rig.join(same));
    assertEquals(B, Rig.join(other).worker().handle().params());
    workAndReturn(Rig.join(other));
  }

  @Test
  void nobodyOvertakesAJobThatHasWaitedForFourSeconds() {
    open(options(1, 0));
    WorkerLease running = lease(A, "x");
    CompletableFuture<WorkerLease> other = acquire(B, "x");
    CompletableFuture<WorkerLease> same = acquire(A, "x");
    rig.get(() -> rig.vertx().timer(4100, TimeUnit.MILLISECONDS).map(0));
    workAndReturn(running);
    assertEquals(B, Rig.join(other).worker().handle().params());
    assertFalse(same.isDone());
    workAndReturn(Rig.join(other));
    workAndReturn(Rig.join(same));
  }

  @Test
  void aWorkerIsReplacedAfterTheJobInWhichItBecameOld() {
    open(new PoolOptions(1, 0, 100, 1000, Duration.ofNanos(1), LONG, SHORT, SHORT, 3));
    for (int i = 0; i < 3; i++) {
      workAndReturn(lease(A, "x"));
    }
    assertEquals(3, status().spawned());
  }

  @Test
  void aWorkerIsReplacedAfterItsLastJob() {
    open(new PoolOptions(1, 0, 100, 3, LONG, LONG, SHORT, SHORT, 3));
    for (int i = 0; i < 7; i++) {
      workAndReturn(lease(A, "x"));
    }
    assertEquals(3, status().spawned());
    assertEquals(1, workers.started().stream().filter(worker -> !worker.exit().toCompletableFuture().isDone()).count());
  }

  @Test
  void workersBeyondTheSparesEndWhenTheyHaveBeenIdleForTooLong() {
    open(new PoolOptions(3, 1, 100, 1000, LONG, Duration.ofMillis(100), SHORT, SHORT, 3));
    start(A);
    List<WorkerLease> leases = List.of(lease(A, "x"), lease(A, "y"), lease(A, "z"));
    leases.forEach(this::workAndReturn);
    awaitIdle(1);
    assertEquals(0, status().spawning());
    assertTrue(status().spawned() >= 3);
  }

  @Test
  void anIdleWorkerThatDiesIsReplaced() {
    open(options(1, 0));
    WorkerLease lease = lease(A, "x");
    WorkerHandle dead = lease.worker().handle();
    workAndReturn(lease);
    workers.started().get(0).exited(1);
    Rig.await().until(() -> status().idle() == 0);
    WorkerLease next = lease(A, "x");
    assertNotSame(dead, next.worker().handle());
    workAndReturn(next);
  }

  @Test
  void aStoppedWorkersSlotIsFilledFromTheSpare() throws Exception {
    open(rig.factory(), options(1, 1));
    start(A);
    awaitIdle(1);
    WorkerLease lease = lease(A, "x");
    awaitIdle(1);
    long stopped = lease.worker().handle().pid();
    Rig.signal("STOP", stopped);
    CompletableFuture<WorkerLease> next = acquire(A, "x");
    ExecuteConclusion conclusion = Rig.join(work(lease, Duration.ofMillis(50)));
    assertInstanceOf(HardTimeout.class, conclusion.outcome());
    assertFalse(Rig.isAlive(stopped));
    assertFalse(next.isDone(), "the slot is taken until the job's end");
    end(lease, conclusion.idle());
    assertTrue(next.isDone(), "the spare was there");
    assertEquals(2, status().spawned() + status().spawning() - 1, "and is being replaced: " + status());
    workAndReturn(Rig.join(next));
  }

  @Test
  void aLeaseEndsOnce() {
    open(options(1, 0));
    WorkerLease lease = lease(A, "x");
    workAndReturn(lease);
    Rig.failure(IllegalStateException.class, rig.begin(() -> {
      lease.end(Optional.empty());
      return null;
    }));
    assertEquals(new PoolStatus(1, 0, 0, 0, 1, 0), status());
  }

  @Test
  void closingEndsIdleWorkersAndRefusesJobs() {
    open(options(2, 1));
    start(A);
    workAndReturn(lease(A, "x"));
    rig.get(() -> pool.close(LONG));
    assertEquals(0, status().idle() + status().busy() + status().spawning());
    workers.started().forEach(worker -> assertTrue(worker.exit().toCompletableFuture().isDone()));
    assertEquals(Kind.CLOSED, refusal(acquire(A, "x")));
  }

  @Test
  void closingRefusesTheWaitingAndLetsTheRunningFinishWithinTheGraceTime() throws IOException {
    Path gate = rig.file("gate");
    workers.script("connect", "frames:2", "frames:3", "gate:" + gate, "send:" + Jobs.ok(), "eof");
    open(options(1, 0));
    WorkerLease lease = lease(A, "x");
    CompletableFuture<WorkerLease> waiting = acquire(A, "x");
    CompletableFuture<ExecuteConclusion> job = work(lease, Jobs.LONG);
    CompletableFuture<Void> closed = rig.begin(() -> pool.close(LONG));
    assertEquals(Kind.CLOSED, refusal(waiting));
    assertFalse(closed.isDone());
    Files.createFile(gate);
    assertTrue(Rig.join(job).idle().isPresent());
    end(lease, Rig.join(job).idle());
    Rig.join(closed);
    assertTrue(workers.started().get(0).exit().toCompletableFuture().isDone());
  }

  @Test
  void closingKillsTheRunningAfterTheGraceTime() {
    workers.script("connect", "frames:2", "frames:3", "eof");
    open(options(1, 0));
    WorkerLease lease = lease(A, "x");
    CompletableFuture<ExecuteConclusion> job = work(lease, Jobs.LONG);
    CompletableFuture<Void> closed = rig.begin(() -> pool.close(SHORT));
    Died died = assertInstanceOf(Died.class, Rig.join(job).outcome());
    assertEquals("the host ended the worker", died.text());
    assertFalse(closed.isDone());
    end(lease, Rig.join(job).idle());
    Rig.join(closed);
  }

  @Test
  void closingWaitsForWorkersThatAreBeingStarted() throws IOException {
    Path gate = rig.file("gate");
    workers.script("gate:" + gate, "connect", "frames:2", "eof");
    open(options(2, 1));
    start(A);
    Rig.await().until(() -> workers.started().size() == 1);
    CompletableFuture<Void> closed = rig.begin(() -> pool.close(SHORT));
    assertEquals(1, status().spawning());
    assertFalse(closed.isDone());
    Files.createFile(gate);
    Rig.join(closed);
    assertTrue(workers.started().get(0).exit().toCompletableFuture().isDone());
  }

  @Test
  void closingAgainIsTheSameClosing() {
    open(options(1, 1));
    start(A);
    CompletableFuture<Void> first = rig.begin(() -> pool.close(LONG));
    CompletableFuture<Void> second = rig.begin(() -> pool.close(LONG));
    Rig.join(first);
    Rig.join(second);
  }

  @Test
  void manyJobsOfManyKindsOnFewWorkersAreAllServed() {
    open(new PoolOptions(3, 1, 1000, 10, LONG, LONG, SHORT, SHORT, 3));
    start(A);
    List<CompletableFuture<Integer>> jobs = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ExecutorParams params = i % 5 == 0 ? B : A;
      CompletableFuture<Integer> served = acquire(params, i % 7).thenCompose(lease -> work(lease, Jobs.LONG)
          .thenApply(conclusion -> {
            end(lease, conclusion.idle());
            return 1;
          }));
      jobs.add(served);
    }
    assertEquals(200, jobs.stream().mapToInt(Rig::join).sum());
    assertEquals(0, status().busy() + status().waiting());
  }

  @Test
  void optionsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> options(0, 0));
    assertThrows(IllegalArgumentException.class, () -> options(1, -1));
    assertThrows(IllegalArgumentException.class,
        () -> new PoolOptions(1, 0, -1, 1, LONG, LONG, SHORT, SHORT, 1));
    assertThrows(IllegalArgumentException.class,
        () -> new PoolOptions(1, 0, 0, 0, LONG, LONG, SHORT, SHORT, 1));
    assertThrows(IllegalArgumentException.class,
        () -> new PoolOptions(1, 0, 0, 1, LONG, Duration.ZERO, SHORT, SHORT, 1));
    assertThrows(IllegalArgumentException.class,
        () -> new PoolOptions(1, 0, 0, 1, LONG, LONG, SHORT, SHORT, 0));
  }
}
