package io.pvfhost.cluster.stream.impl;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * Whoever called, and the result that is owed: given on the caller's context, once. May be used from any thread.
 *
 * @param <T> type of the result
 */
public final class Caller<T> {

  private final Context context;
  private final Promise<T> result = Promise.promise();

  private Caller(Context context) {
    this.context = context;
  }

  /** The caller whose thread this is. */
  public static <T> Caller<T> current(Vertx vertx) {
    return new Caller<>(vertx.getOrCreateContext());
  }

  /** What the caller is given. */
  public Future<T> result() {
    return result.future();
  }

  /** Runs something on the caller's context. */
  public void run(Runnable action) {
    context.runOnContext(v -> action.run());
  }

  /** Gives the result; must be called on the caller's context. */
  void completeHere(T value) {
    result.tryComplete(value);
  }

  /** Gives the result. */
  public void complete(T value) {
    run(() -> result.tryComplete(value));
  }

  /** Tells of the failure. */
  public void fail(Throwable cause) {
    run(() -> result.tryFail(cause));
  }
}
