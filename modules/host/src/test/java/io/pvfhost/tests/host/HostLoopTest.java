package io.pvfhost.tests.host;

import io.pvfhost.host.HostLoop;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The order and the thread in which things happen on a loop. */
@Timeout(60)
class HostLoopTest {

  @RegisterExtension
  final Rig rig = new Rig();

  @Test
  void aBlockingCallNeverCompletesWithinTheCallersTurn() {
    for (int i = 0; i < 50; i++) {
      rig.get(() -> {
        CountDownLatch ran = new CountDownLatch(1);
        Future<Integer> call = rig.loop().blocking(() -> {
          ran.countDown();
          return 7;
        });
        ran.await();
        Thread.onSpinWait();
        AtomicBoolean completed = new AtomicBoolean();
        call.onComplete(any -> completed.set(true));
        assertFalse(completed.get());
        return call;
      });
    }
  }

  @Test
  void aBlockingCallCompletesOnTheLoop() {
    boolean called = rig.get(() -> rig.loop().blocking(() -> rig.loop().netty().inEventLoop()));
    assertFalse(called);
    boolean completed = rig.get(() -> rig.loop().blocking(() -> 7).map(any -> rig.loop().netty().inEventLoop()));
    assertTrue(completed);
  }

  @Test
  void aBlockingCallThatThrowsFails() {
    Rig.failure(IOException.class, rig.begin(() -> rig.loop().blocking(() -> {
      throw new IOException("thrown");
    })));
  }

  @Test
  void anActionRunsAtOnceOnTheLoopAndLaterFromOutside() {
    boolean ranAtOnce = rig.call(() -> {
      AtomicBoolean ran = new AtomicBoolean();
      rig.loop().run(() -> ran.set(true));
      return ran.get();
    });
    assertTrue(ranAtOnce);
    CompletableFuture<Boolean> onLoop = new CompletableFuture<>();
    rig.loop().run(() -> onLoop.complete(rig.loop().netty().inEventLoop()));
    assertTrue(Rig.join(onLoop));
  }

  @Test
  void aWorkerVerticlesContextIsRefused() {
    CompletableFuture<Throwable> refusal = new CompletableFuture<>();
    Vertx vertx = rig.vertx();
    AbstractVerticle verticle = new AbstractVerticle() {
      @Override
      public void start() {
        refusal.complete(assertThrows(IllegalStateException.class, () -> HostLoop.of(vertx, context)));
      }
    };
    vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER));
    assertTrue(Rig.join(refusal).getMessage().contains("event-loop verticle"));
  }
}
