package io.pvfhost.benchmarks.schemes;

import com.hazelcast.collection.IQueue;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.pvfhost.benchmarks.timed.JobBody;
import io.pvfhost.benchmarks.workload.Arrival;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Hazelcast's distributed queue: requesters put jobs in, a thread of each node takes one out for each idle worker. */
final class SharedQueue extends Party {

  private static final String QUEUE = "bench.queue";
  private static final String ANSWERS = "bench.queue.answers.";
  private static final int OFFERING_THREADS = 8;
  private static final long POLL_MILLIS = 200;

  private final Map<Integer, Promise<Long>> asked = new HashMap<>();
  private final Promise<Void> pullerEnded = Promise.promise();
  private volatile boolean stopping;
  private WorkerExecutor offering;
  private IQueue<byte[]> queue;

  SharedQueue(Setting setting) {
    super(setting);
  }

  @Override
  Future<?> join() {
    queue = member().hazelcast().getQueue(QUEUE);
    offering = vertx.createSharedWorkerExecutor(QUEUE, OFFERING_THREADS);
    if (workers() > 0) {
      TimerWorkers timerWorkers = newWorkers();
      Thread puller = new Thread(() -> pull(timerWorkers), QUEUE + "." + member().index());
      puller.setDaemon(true);
      puller.start();
    } else {
      pullerEnded.complete();
    }
    return vertx.eventBus().<Buffer>consumer(ANSWERS + member().index(), message -> {
      Promise<Long> answer = asked.remove(message.body().getInt(0));
      if (answer != null) {
        answer.complete(message.body().getLong(4));
      }
    }).completion();
  }

  private void pull(TimerWorkers timerWorkers) {
    Semaphore idle = new Semaphore(workers());
    try {
      while (!stopping) {
        if (!idle.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          continue;
        }
        byte[] taken = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (taken == null) {
          idle.release();
        } else {
          loop().runOnContext(v -> run(timerWorkers, Buffer.buffer(taken), idle));
        }
      }
      pullerEnded.complete();
    } catch (InterruptedException | HazelcastInstanceNotActiveException e) {
      pullerEnded.fail(e);
    }
  }

  private void run(TimerWorkers timerWorkers, Buffer taken, Semaphore idle) {
    JobBody job = JobBody.read(taken);
    int requester = taken.getInt(JobBody.BYTES);
    timerWorkers.run(job, () -> {
      idle.release();
      vertx.eventBus().send(ANSWERS + requester, Buffer.buffer().appendInt(job.number()).appendLong(job.answer()));
    });
  }

  @Override
  Future<Long> submit(Arrival job) {
    Promise<Long> answer = Promise.promise();
    asked.put(job.number(), answer);
    byte[] body = JobBody.of(job).toBuffer().appendInt(member().index()).getBytes();
    offering.executeBlocking(() -> queue.offer(body), false).onFailure(answer::tryFail);
    Runnable late = timers().after(Duration.ofNanos(deadline().toNanos()), () -> {
      asked.remove(job.number());
      answer.tryFail("no answer in time");
    });
    return answer.future().onComplete(any -> late.run());
  }

  @Override
  public Future<?> stop() {
    stopping = true;
    return pullerEnded.future().eventually(() -> offering.close());
  }
}
