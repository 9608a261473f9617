package io.pvfhost.benchmarks.schemes;

import io.pvfhost.benchmarks.timed.JobBody;
import io.pvfhost.benchmarks.timed.KeptTimes;
import io.pvfhost.cluster.Timers;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** Workers that only take time, and a queue before them. Belongs to one loop. */
final class TimerWorkers {

  private final Timers timers;
  private final KeptTimes kept;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int idle;

  TimerWorkers(Timers timers, int workers, KeptTimes kept) {
    this.timers = timers;
    this.idle = workers;
    this.kept = kept;
  }

  int idle() {
    return idle;
  }

  /** Holds a worker for the time that the job takes, now or when one is free, and then calls {@code done}. */
  void run(JobBody job, Runnable done) {
    if (idle == 0) {
      waiting.add(() -> start(job, done));
      return;
    }
    idle--;
    start(job, done);
  }

  private void start(JobBody job, Runnable done) {
    long start = timers.nanos();
    timers.after(Duration.ofNanos(job.serviceNanos()), () -> {
      kept.ran(job.number(), timers.nanos() - start);
      Runnable next = waiting.poll();
      if (next == null) {
        idle++;
      } else {
        next.run();
      }
      done.run();
    });
  }
}
