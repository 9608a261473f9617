package io.pvfhost.benchmarks;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;

import java.util.function.Supplier;

/** Lends its event loop to a benchmark: asks like any verticle asks. */
final class LoopVerticle extends VerticleBase {

  /** The event-loop context, once deployed. */
  Context loop() {
    return context;
  }

  /** Calls {@code action} on the loop; the future may be awaited by any thread. */
  <T> Future<T> call(Supplier<Future<T>> action) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(v -> action.get().onComplete(promise));
    return promise.future();
  }

  /** Runs an action on the loop after a while; called on the loop. */
  void later(long millis, Runnable action) {
    vertx.setTimer(millis, id -> action.run());
  }
}
