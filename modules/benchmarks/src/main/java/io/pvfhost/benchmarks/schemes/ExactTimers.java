package io.pvfhost.benchmarks.schemes;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.pvfhost.cluster.Timers;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The timers of an event loop with the resolution of the loop, which is finer than the bus's milliseconds. */
final class ExactTimers implements Timers {

  private final ContextInternal context;
  private final EventLoop loop;

  ExactTimers(Context context) {
    this.context = (ContextInternal) context;
    this.loop = this.context.nettyEventLoop();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    ScheduledFuture<?> timer =
        loop.schedule(() -> context.dispatch(action), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> timer.cancel(false);
  }
}
