package io.pvfhost.benchmarks.pair;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;

import java.util.ArrayList;
import java.util.List;

/**
 * Asks the other node over the event bus at regular times, whether earlier questions have been answered or not. Used on
 * one event loop.
 */
public final class Pinger {

  private static final long PERIOD_MILLIS = 3;
  private static final long LIMIT_MILLIS = 60_000;

  private final Vertx vertx;
  private final List<Long> nanos = new ArrayList<>();
  private final Promise<long[]> done = Promise.promise();
  private long timer;
  private int open;
  private boolean stopped;

  /** Asks from {@link #start} on. */
  public Pinger(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Begins, with the first question at once. */
  public void start() {
    ping();
    timer = vertx.setPeriodic(PERIOD_MILLIS, id -> ping());
  }

  private void ping() {
    open++;
    long start = System.nanoTime();
    vertx.eventBus().<Buffer>request(StreamTaker.PING, Buffer.buffer(),
        new DeliveryOptions().setSendTimeout(LIMIT_MILLIS)).onComplete(answer -> {
          nanos.add(System.nanoTime() - start);
          open--;
          checkDone();
        }, done::tryFail);
  }

  /** Asks no more; the times of all answers, when the last one is there. */
  public Future<long[]> stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    checkDone();
    return done.future();
  }

  private void checkDone() {
    if (stopped && open == 0) {
      done.tryComplete(nanos.stream().mapToLong(Long::longValue).toArray());
    }
  }
}
