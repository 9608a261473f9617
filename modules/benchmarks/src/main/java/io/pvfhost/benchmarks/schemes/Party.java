package io.pvfhost.benchmarks.schemes;

import io.pvfhost.benchmarks.timed.KeptTimes;
import io.pvfhost.benchmarks.workload.Arrival;
import io.pvfhost.benchmarks.workload.Shape;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

import java.time.Duration;

/** One node's part in a scheme: its workers, if it has any, and the asking for jobs. Runs on an event loop. */
abstract class Party extends VerticleBase {

  private final Setting setting;
  private ExactTimers timers;

  /**
   * What every scheme is given for one node.
   *
   * @param member the node
   * @param shape of the workload
   * @param deadline when a job without an answer is lost
   * @param kept is told how long each job took
   */
  record Setting(Member member, Shape shape, Duration deadline, KeptTimes kept) {

    int codes() {
      return shape.codes();
    }
  }

  Party(Setting setting) {
    this.setting = setting;
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
    return setting.member;
  }

  final int workers() {
    return setting.shape.workers().get(setting.member.index());
  }

  final Duration deadline() {
    return setting.deadline;
  }

  final TimerWorkers newWorkers() {
    return new TimerWorkers(timers, workers(), setting.kept);
  }

  final KeptTimes kept() {
    return setting.kept;
  }

  /** Nodes that have workers. */
  final int hosts() {
    return (int) setting.shape.workers().stream().filter(workers -> workers > 0).count();
  }
}
