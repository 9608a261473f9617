package io.pvfhost.tests.host;

import io.pvfhost.host.ExecuteConclusion;
import io.pvfhost.host.ExecuteJob;
import io.pvfhost.host.IdleWorker;
import io.pvfhost.host.PoolOptions;
import io.pvfhost.host.PoolStatus;
import io.pvfhost.host.WorkerFactory;
import io.pvfhost.host.WorkerHandle;
import io.pvfhost.host.WorkerLease;
import io.pvfhost.host.WorkerPool;
import io.pvfhost.scale.ExecutorParams;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who may borrow a worker of a pool at rest, and that no job suffers for it. */
@Timeout(60)
class BorrowedWorkerTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final ExecutorParams PARAMS = ExecutorParams.EMPTY;
  private static final String[] GOOD = {"connect", "frames:2", "loop", "frames:3", "send:" + Jobs.ok()};

  private static final PoolStatus TWO_IDLE = new PoolStatus(2, 0, 0, 0, 2, 0);

  @RegisterExtension
  final Rig rig = new Rig();
  private WorkerPool pool;

  private WorkerHandle first;
  private WorkerHandle second;

  /** Two workers, no more, both idle and each with one job behind it. */
  @BeforeEach
  void open() {
    PoolOptions options =
        new PoolOptions(2, 0, 100, 1000, LONG, LONG, Duration.ofMillis(1), Duration.ofMillis(4), 3);
    pool = rig.pool(rig.factory(new InProcessWorkers(GOOD), rig.options()), Rig.fake(GOOD), options);
    WorkerLease x = Rig.join(acquire("x"));
    WorkerLease y = Rig.join(acquire("y"));
    first = x.worker().handle();
    second = y.worker().handle();
    workAndReturn(x);
    workAndReturn(y);
    assertEquals(TWO_IDLE, status());
  }

  private PoolStatus status() {
    return rig.call(pool::status);
  }

  private CompletableFuture<WorkerLease> acquire(Object affinity) {
    return rig.begin(() -> pool.acquire(PARAMS, affinity, LONG));
  }

  private Optional<WorkerLease> borrow(Object work, int enough) {
    return rig.call(() -> pool.borrow(PARAMS, work, enough));
  }

  private void workAndReturn(WorkerLease lease) {
    WorkerFactory factory = rig.factory();
    ExecuteConclusion conclusion = Rig.join(rig.begin(
        () -> ExecuteJob.run(factory, lease.worker(), Jobs.artifact(rig.cache()), Jobs.execute(Jobs.LONG))));
    end(lease, conclusion.idle());
  }

  private void end(WorkerLease lease, Optional<IdleWorker> next) {
    rig.call(() -> {
      lease.end(next);
      return true;
    });
  }

  @Test
  void eachIsLentUntilItHasDoneEnough() {
    for (int i = 0; i < 3; i++) {
      workAndReturn(borrow("x", 2).orElseThrow());
    }
    assertTrue(borrow("x", 2).isEmpty(), "one has had a job and a run, the other one two runs");
    assertEquals(TWO_IDLE, status());
  }

  @Test
  void theColdestIsLentFirst() {
    WorkerLease lent = borrow("x", 9).orElseThrow();
    assertSame(second, lent.worker().handle());
    workAndReturn(lent);
    lent = borrow("y", 9).orElseThrow();
    assertSame(first, lent.worker().handle());
    workAndReturn(lent);
  }

  @Test
  void oneAtATimeAndNeverBesideAJob() {
    WorkerLease lent = borrow("x", 9).orElseThrow();
    assertTrue(borrow("x", 9).isEmpty(), "one is lent already");
    workAndReturn(lent);
    WorkerLease job = Rig.join(acquire("x"));
    assertTrue(borrow("x", 9).isEmpty(), "a job runs");
    workAndReturn(job);
  }

  @Test
  void neverTheLastOneWithItsParams() {
    rig.get(first::kill);
    assertTrue(borrow("x", 9).isEmpty());
  }

  @Test
  void theNextJobHasAnotherOneAtOnce() {
    WorkerLease lent = borrow("x", 9).orElseThrow();
    assertEquals(TWO_IDLE, status());
    WorkerLease job = Rig.join(acquire("y"));
    assertSame(first, job.worker().handle(), "although the lent one is warmer for it");
    workAndReturn(job);
    workAndReturn(lent);
  }

  @Test
  void aJobThatFindsNoOtherGetsItWhenItComesBack() {
    WorkerLease lent = borrow("x", 9).orElseThrow();
    WorkerLease job = Rig.join(acquire("x"));
    CompletableFuture<WorkerLease> next = acquire("x");
    assertEquals(1, status().waiting());
    workAndReturn(lent);
    assertSame(second, Rig.join(next).worker().handle());
    workAndReturn(Rig.join(next));
    workAndReturn(job);
  }

  @Test
  void itsDeathMakesRoomForANewOne() {
    WorkerLease lent = borrow("x", 9).orElseThrow();
    WorkerLease job = Rig.join(acquire("x"));
    CompletableFuture<WorkerLease> next = acquire("x");
    rig.get(lent.worker().handle()::kill);
    end(lent, Optional.empty());
    WorkerHandle third = Rig.join(next).worker().handle();
    assertNotSame(second, third);
    workAndReturn(Rig.join(next));
    workAndReturn(job);
  }

  @Test
  void theListenerHearsOfEveryRest() {
    AtomicInteger rests = new AtomicInteger();
    rig.call(() -> {
      pool.whenAtRest(rests::incrementAndGet);
      return true;
    });
    WorkerLease job = Rig.join(acquire("x"));
    assertEquals(0, rests.get());
    workAndReturn(job);
    assertEquals(1, rests.get());
  }

  @Test
  void theEndOfThePoolEndsIt() {
    WorkerLease lent = borrow("x", 9).orElseThrow();
    CompletableFuture<Void> closed = rig.begin(() -> pool.close(LONG));
    Rig.await().until(() -> lent.worker().handle().ended().isComplete());
    assertFalse(closed.isDone(), "the borrower has not given it back");
    end(lent, Optional.empty());
    Rig.join(closed);
    assertTrue(borrow("x", 9).isEmpty());
  }
}
