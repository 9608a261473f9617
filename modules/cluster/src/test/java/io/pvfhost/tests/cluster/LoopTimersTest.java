package io.pvfhost.tests.cluster;

import io.pvfhost.cluster.LoopTimers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import static io.pvfhost.tests.cluster.Awaits.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@ExtendWith(VertxExtension.class)
class LoopTimersTest {

  @Test
  void anActionRunsOnItsContextAndNotBeforeItsTime(Vertx vertx) throws Exception {
    Context context = vertx.getOrCreateContext();
    LoopTimers timers = new LoopTimers(vertx);
    Promise<List<Object>> ran = Promise.promise();
    Promise<Thread> loop = Promise.promise();
    context.runOnContext(v -> {
      loop.complete(Thread.currentThread());
      long started = timers.nanos();
      timers.after(Duration.ofNanos(1_500_000),
          () -> ran.complete(List.of(Thread.currentThread(), timers.nanos() - started)));
    });
    List<Object> observed = await(ran.future());
    assertEquals(await(loop.future()), observed.get(0));
    assertTrue((long) observed.get(1) >= 1_500_000, observed.toString());
  }

  @Test
  void actionsWithoutDelayRunAsSoonAsTheLoopIsFree(Vertx vertx) throws Exception {
    Promise<Void> ran = Promise.promise();
    vertx.runOnContext(v -> new LoopTimers(vertx).after(Duration.ZERO, ran::complete));
    await(ran.future());
  }

  @Test
  void aStoppedActionDoesNotRun(Vertx vertx) throws Exception {
    LoopTimers timers = new LoopTimers(vertx);
    List<String> ran = new CopyOnWriteArrayList<>();
    Promise<Void> end = Promise.promise();
    vertx.runOnContext(v -> {
      Runnable stop = timers.after(Duration.ofMillis(5), () -> ran.add("stopped"));
      Runnable late = timers.after(Duration.ofMillis(6), () -> ran.add("late"));
      stop.run();
      stop.run();
      timers.after(Duration.ofMillis(10), () -> {
        late.run();
        end.complete();
      });
    });
    await((Future<Void>) end.future());
    assertEquals(List.of("late"), ran);
  }
}
