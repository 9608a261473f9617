package io.pvfhost.benchmarks.schemes;

import io.pvfhost.benchmarks.timed.JobBody;
import io.pvfhost.benchmarks.workload.Arrival;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A consumer for each idle worker: it is registered while the worker is idle and taken away while it is busy, so that
 * the bus finds idle workers only. A requester that finds none, or a node with none, tries again after a pause.
 */
final class IdleTokens extends Party {

  private static final String ADDRESS = "bench.idle-tokens";
  private static final int BUSY = 429;
  private static final int MOST_DOUBLINGS = 4;
  private static final int FIRST_PAUSE_MILLIS = 2;

  private final Deque<MessageConsumer<Buffer>> tokens = new ArrayDeque<>();
  private final SplittableRandom random;
  private TimerWorkers workers;

  IdleTokens(Setting setting) {
    super(setting);
    random = new SplittableRandom(setting.member().index());
  }

  @Override
  Future<?> join() {
    workers = newWorkers();
    return Future.join(IntStream.range(0, workers()).mapToObj(i -> offer()).toList());
  }

  private Future<Void> offer() {
    MessageConsumer<Buffer> token = vertx.eventBus().consumer(ADDRESS, this::onJob);
    tokens.add(token);
    return token.completion();
  }

  private void onJob(Message<Buffer> message) {
    if (workers.idle() == 0) {
      message.fail(BUSY, "no worker is idle");
      return;
    }
    tokens.remove().unregister();
    JobBody job = JobBody.read(message.body());
    workers.run(job, () -> {
      message.reply(job.answer());
      offer();
    });
  }

  @Override
  Future<Long> submit(Arrival job) {
    Promise<Long> answer = Promise.promise();
    attempt(JobBody.of(job).toBuffer(), timers().nanos() + deadline().toNanos(), 0, answer);
    return answer.future();
  }

  private void attempt(Buffer body, long end, int failed, Promise<Long> answer) {
    long left = Duration.ofNanos(end - timers().nanos()).toMillis();
    if (left <= 0) {
      answer.fail("no idle worker was found in time");
      return;
    }
    vertx.eventBus().<Long>request(ADDRESS, body, new DeliveryOptions().setSendTimeout(left))
        .onComplete(message -> answer.complete(message.body()), failure -> {
          int longest = FIRST_PAUSE_MILLIS << Math.min(failed, MOST_DOUBLINGS);
          timers().after(Duration.ofMillis(FIRST_PAUSE_MILLIS + random.nextInt(longest)),
              () -> attempt(body, end, failed + 1, answer));
        });
  }
}
