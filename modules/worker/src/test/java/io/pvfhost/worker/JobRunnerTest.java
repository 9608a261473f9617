package io.pvfhost.worker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

@Timeout(30)
class JobRunnerTest {
  private static final Duration LONG = Duration.ofDays(36_500);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final JobRunner runner = new JobRunner(2 << 20);

  private <T> JobOutcome<T> run(Duration budget, Callable<T> job) throws InterruptedException {
    return runner.run("job", budget, JobRunner.Watch.NONE, job);
  }

  @Test
  void aFinishedJobGivesItsValueAndTheCpuTimeOfItsThreadInWholeMicroseconds() throws InterruptedException {
    JobOutcome.Finished<?> finished = assertInstanceOf(JobOutcome.Finished.class, run(LONG, () -> "value"));
    assertEquals("value", finished.value());
    assertFalse(finished.cpuTime().isNegative());
    assertEquals(finished.cpuTime().truncatedTo(ChronoUnit.MICROS), finished.cpuTime());
  }

  @Test
  void aJobThatSpendsItsBudgetIsReportedAsStillRunning() throws InterruptedException {
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(1);
    JobOutcome<Void> outcome = run(SHORT, () -> {
      while (!stop.get()) {
        Thread.onSpinWait();
      }
      ended.countDown();
      return null;
    });
    assertEquals(new JobOutcome.Stopped<>(JobOutcome.Reason.CPU_TIME, false), outcome);
    stop.set(true);
    ended.await();
  }

  @Test
  void aBudgetOfNothingIsSpentWhateverTheJobReturns() throws InterruptedException {
    assertInstanceOf(JobOutcome.Stopped.class, run(Duration.ZERO, () -> "value"));
  }

  @Test
  void aBudgetBeyondAnyClockIsNoLimit() throws InterruptedException {
    assertInstanceOf(JobOutcome.Finished.class, run(Duration.ofSeconds(Long.MAX_VALUE), () -> "value"));
  }

  @Test
  void waitingCostsNoCpuTime() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Duration budget = Duration.ofMillis(100);
    assertInstanceOf(JobOutcome.Finished.class,
        run(budget, () -> never.await(3 * budget.toMillis(), TimeUnit.MILLISECONDS)));
  }

  @Test
  void whatAJobThrowsIsKept() throws InterruptedException {
    Error thrown = new OutOfMemoryError("heap");
    JobOutcome.Threw<?> outcome = assertInstanceOf(JobOutcome.Threw.class, run(LONG, () -> {
      throw thrown;
    }));
    assertSame(thrown, outcome.cause());
  }

  @Test
  void noThreadNoInterruptAndNoThreadLocalReachesTheNextJob() throws InterruptedException {
    InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
    local.set("host's own");
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      run(LONG, () -> {
        threads.add(Thread.currentThread());
        assertNull(local.get());
        local.set("left behind");
        Thread.currentThread().interrupt();
        return null;
      });
    }
    assertEquals(2, threads.size());
    assertNotSame(threads.get(0), threads.get(1));
    assertFalse(threads.get(0).isAlive());
    assertFalse(threads.get(1).isAlive());
    assertFalse(Thread.currentThread().isInterrupted());
    local.remove();
  }

  @Test
  void theStackIsAsLargeAsAskedFor() throws InterruptedException {
    JobOutcome.Finished<?> deep = assertInstanceOf(JobOutcome.Finished.class,
        new JobRunner(256L << 20).run("deep", LONG, JobRunner.Watch.NONE, () -> depth(200_000)));
    assertEquals(200_000, deep.value());
  }

  private static int depth(int n) {
    return n == 0 ? 0 : 1 + depth(n - 1);
  }

  @Test
  void theWatchStopsAJobThatWaits() throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    JobRunner.Watch watch = new JobRunner.Watch() {
      private int looks;

      @Override
      public long intervalMillis() {
        return 1;
      }

      @Override
      public boolean overBudget() {
        return ++looks == 3;
      }
    };
    JobOutcome<Void> outcome = runner.run("job", LONG, watch, () -> {
      stop.await();
      return null;
    });
    assertEquals(new JobOutcome.Stopped<>(JobOutcome.Reason.MEMORY, false), outcome);
    stop.countDown();
  }
}
