package io.pvfhost.benchmarks.schemes;

import io.pvfhost.benchmarks.workload.Arrival;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

import java.time.Duration;

/** One node's part in a scheme: its workers, if it has any, and the asking for jobs. Runs on an event loop. */
abstract class Party extends VerticleBase {

  private final Member member;
  private final int workers;
  private final Duration deadline;
  private final KeptTimes kept;
  private ExactTimers timers;

  /** What every scheme is given for one node. */
  record Setting(Member member, int workers, Duration deadline, KeptTimes kept) {
  }

  Party(Setting setting) {
    this.member = setting.member;
    this.workers = setting.workers;
    this.deadline = setting.deadline;
    this.kept = setting.kept;
  }

  @Override
  public final Future<?> start() {
    timers = new ExactTimers(context);
    return join();
  }

  /** Brings the node's workers within reach of all nodes. */
  abstract Future<?> join();

  /** Asks for a job; called on this party's loop. The answer, or a failure when there is none by the deadline. */
  abstract Future<Long> submit(Arrival job);

  final Context loop() {
    return context;
  }

  final ExactTimers timers() {
    return timers;
  }

  final Member member() {
    return member;
  }

  final int workers() {
    return workers;
  }

  final Duration deadline() {
    return deadline;
  }

  final TimerWorkers newWorkers() {
    return new TimerWorkers(timers, workers, kept);
  }

  final KeptTimes kept() {
    return kept;
  }
}
