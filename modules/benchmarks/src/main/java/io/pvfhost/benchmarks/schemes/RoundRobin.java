package io.pvfhost.benchmarks.schemes;

import io.pvfhost.benchmarks.timed.JobBody;
import io.pvfhost.benchmarks.workload.Arrival;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;

/** What the event bus does by itself: one consumer a node, each in turn, and a queue at each node. */
final class RoundRobin extends Party {

  private static final String ADDRESS = "bench.round-robin";

  RoundRobin(Setting setting) {
    super(setting);
  }

  @Override
  Future<?> join() {
    if (workers() == 0) {
      return Future.succeededFuture();
    }
    TimerWorkers queue = newWorkers();
    return vertx.eventBus().<Buffer>consumer(ADDRESS, message -> {
      JobBody job = JobBody.read(message.body());
      queue.run(job, () -> message.reply(job.answer()));
    }).completion();
  }

  @Override
  Future<Long> submit(Arrival job) {
    return vertx.eventBus().<Long>request(ADDRESS, JobBody.of(job).toBuffer(),
        new DeliveryOptions().setSendTimeout(deadline().toMillis())).map(Message::body);
  }
}
