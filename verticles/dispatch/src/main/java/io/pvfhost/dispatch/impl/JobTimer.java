package io.pvfhost.dispatch.impl;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.Verdict;
import io.vertx.core.Future;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Records how long jobs take, from their arrival at this node to the answer, as {@code pvf.dispatch.job} by verdict in
 * Micrometer's global registry. While no registry has been added to that one, nothing is recorded.
 */
public final class JobTimer {

  private final Map<Verdict, Timer> timers = new EnumMap<>(Verdict.class);

  /** Registers the timers. */
  public JobTimer() {
    for (Verdict verdict : Verdict.values()) {
      timers.put(verdict, Timer.builder("pvf.dispatch.job")
          .description("Time from a job's arrival to its answer.")
          .tag("verdict", verdict.wireName())
          .publishPercentileHistogram()
          .register(Metrics.globalRegistry));
    }
  }

  /** Records a job when it ends; one that fails has no verdict. */
  public Future<ExecuteReply> measure(Future<ExecuteReply> job) {
    long started = System.nanoTime();
    return job.onComplete(
        reply -> record(reply.verdict(), started),
        failure -> record(Verdict.NONE, started));
  }

  private void record(Verdict verdict, long started) {
    timers.get(verdict).record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
  }
}
