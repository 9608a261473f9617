package io.pvfhost.benchmarks.workload;

import java.util.PriorityQueue;
import java.util.function.ToLongFunction;

/**
 * The yardstick: one queue that knows every worker and costs nothing. The job that has waited longest gets the first
 * free worker at once.
 */
public final class CentralQueue {

  private CentralQueue() {
  }

  /** What becomes of a workload at such a queue. */
  public static Outcomes run(Workload workload) {
    return run(workload, Arrival::serviceNanos);
  }

  /** The same with other service times, such as those that timers really kept. */
  public static Outcomes run(Workload workload, ToLongFunction<Arrival> serviceNanos) {
    int workers = workload.shape().totalWorkers();
    PriorityQueue<Long> free = new PriorityQueue<>(workers);
    for (int i = 0; i < workers; i++) {
      free.add(0L);
    }
    Outcomes outcomes = new Outcomes(workload);
    for (Arrival job : workload.arrivals()) {
      long end = Math.max(job.nanos(), free.remove()) + serviceNanos.applyAsLong(job);
      free.add(end);
      outcomes.answered(job, job.answer(), end - job.nanos());
    }
    return outcomes;
  }
}
