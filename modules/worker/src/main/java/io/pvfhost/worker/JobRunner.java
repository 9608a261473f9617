package io.pvfhost.worker;

import io.pvfhost.worker.JobOutcome.Reason;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Runs each job on a thread of its own, made for it and gone after it, until its budget is spent. Called by the
 * worker's main thread, which is the watcher. Interrupt flag, thread locals and stack live and die with the job's
 * thread. Nothing stops a thread that runs compiled code: a job over its budget is given up as it is, and the process
 * must end for it.
 *
 * <p>A large stack is only reserved: starting a thread takes a tenth of a millisecond whether it has 1 MiB or 4 GiB,
 * and what a deep recursion touched is returned when the thread ends.
 */
final class JobRunner {
  /** The watcher looks this long after the moment at which the budget could be spent at the earliest. */
  private static final long SLACK_MILLIS = 2;

  /** Watches the memory of a running job. */
  interface Watch {
    Watch NONE = new Watch() {
      @Override
      public long intervalMillis() {
        return Long.MAX_VALUE;
      }

      @Override
      public boolean overBudget() {
        return false;
      }
    };

    /** How long to wait between two looks at most. */
    long intervalMillis();

    /** Whether the job must be stopped; called on the watcher's thread while the job runs. */
    boolean overBudget();
  }

  private final long stackBytes;

  JobRunner(long stackBytes) {
    this.stackBytes = stackBytes;
  }

  <T> JobOutcome<T> run(String name, Duration cpuBudget, Watch watch, Callable<T> job) throws InterruptedException {
    Task<T> task = new Task<>(job);
    Thread thread = new Thread(null, task, name, stackBytes, false);
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError noThread) {
      return new JobOutcome.NotStarted<>(String.valueOf(noThread.getMessage()));
    }
    long budget = saturatedNanos(cpuBudget);
    while (thread.isAlive()) {
      long left = budget - Math.max(0, CpuClock.of(thread));
      if (left <= 0) {
        return new JobOutcome.Stopped<>(Reason.CPU_TIME, false);
      }
      if (watch.overBudget()) {
        return new JobOutcome.Stopped<>(Reason.MEMORY, false);
      }
      thread.join(Math.min(TimeUnit.NANOSECONDS.toMillis(left) + SLACK_MILLIS, watch.intervalMillis()));
    }
    return task.outcome(budget);
  }

  private static long saturatedNanos(Duration duration) {
    return duration.toSeconds() >= TimeUnit.NANOSECONDS.toSeconds(Long.MAX_VALUE) ? Long.MAX_VALUE : duration.toNanos();
  }

  /** What runs on the job's thread. The watcher reads its fields after the thread has ended, never before. */
  private static final class Task<T> implements Runnable {
    private final Callable<T> job;
    private T value;
    private Throwable thrown;
    private long cpuNanos;

    Task(Callable<T> job) {
      this.job = job;
    }

    @Override
    public void run() {
      try {
        value = job.call();
      } catch (Throwable any) {
        thrown = any;
      }
      cpuNanos = CpuClock.ofCurrentThread();
    }

    JobOutcome<T> outcome(long budget) {
      if (cpuNanos >= budget) {
        return new JobOutcome.Stopped<>(Reason.CPU_TIME, true);
      }
      if (thrown != null) {
        return new JobOutcome.Threw<>(thrown);
      }
      return new JobOutcome.Finished<>(value, Duration.ofNanos(TimeUnit.NANOSECONDS.toMicros(cpuNanos) * 1000));
    }
  }
}
