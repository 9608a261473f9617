package io.pvfhost.host;

import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/**
 * One verticle's event loop as both Vert.x and Netty see it, and the only place that uses Vert.x's internal context
 * type.
 *
 * <p>Everything in this module that holds state belongs to one {@code HostLoop} and runs on its thread.
 */
public final class HostLoop {

  private final Vertx vertx;
  private final ContextInternal context;

  private HostLoop(Vertx vertx, ContextInternal context) {
    this.vertx = vertx;
    this.context = context;
  }

  /**
   * The loop of an event-loop context.
   *
   * @throws IllegalStateException naming what is missing, when the context is a worker context or the process has no
   * epoll
   */
  public static HostLoop of(Vertx vertx, Context context) {
    if (!context.isEventLoopContext()) {
      throw new IllegalStateException(
          "worker processes are driven from an event-loop verticle, not from a worker verticle");
    }
    if (!Epoll.isAvailable()) {
      throw new IllegalStateException("PVF Host needs Linux and Netty's native epoll transport for this processor: "
          + Epoll.unavailabilityCause().getMessage());
    }
    if (!vertx.isNativeTransportEnabled()) {
      throw new IllegalStateException(
          "Vert.x was started without its native transport: set VertxOptions.setPreferNativeTransport(true)");
    }
    return new HostLoop(vertx, (ContextInternal) context);
  }

  /** The Netty event loop that channels are registered with. */
  public EventLoop netty() {
    return context.nettyEventLoop();
  }

  /** Runs an action on this loop with its Vert.x context; at once when called from the loop's own thread. */
  public void run(Runnable action) {
    if (context.inThread()) {
      context.dispatch(action);
    } else {
      context.runOnContext(v -> action.run());
    }
  }

  /**
   * Runs a blocking call on a Vert.x worker thread; the future completes on this loop. Calls are not ordered.
   *
   * <p>Never completes before the caller's turn on the loop is over, however fast the call is: what the caller does
   * after this, such as handling the next frame of a buffer, comes first.
   */
  public <T> Future<T> blocking(Callable<T> call) {
    Promise<T> later = context.promise();
    Future<T> done = context.executeBlocking(call, false);
    done.onComplete(any -> context.runOnContext(v -> done.onComplete(later)));
    return later.future();
  }

  /** A promise whose future completes on this loop. */
  public <T> Promise<T> promise() {
    return context.promise();
  }

  /** A future that follows a stage and completes on this loop. */
  public <T> Future<T> follow(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, context);
  }

  /** A future of this loop that has succeeded already. */
  public <T> Future<T> succeeded(T value) {
    return context.succeededFuture(value);
  }

  /** Runs an action on this loop after a delay of at least 1 ms; the result is for {@link #cancelTimer}. */
  public long timer(Duration delay, Runnable action) {
    return vertx.setTimer(Math.max(1, delay.toMillis()), id -> action.run());
  }

  /** Stops a timer; a timer that has fired is ignored. */
  public void cancelTimer(long id) {
    vertx.cancelTimer(id);
  }
}
