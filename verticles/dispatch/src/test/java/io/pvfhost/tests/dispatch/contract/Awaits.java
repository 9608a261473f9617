package io.pvfhost.tests.dispatch.contract;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.vertx.core.Future;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Waits from the thread of a test. */
final class Awaits {

  private static final long LIMIT_SECONDS = 60;

  private Awaits() {
  }

  /** Waits for what is told by no event; 30 s are more than it can take, and looking costs little. */
  static ConditionFactory await(String what) {
    return Awaitility.await(what).atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10));
  }

  static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Awaits a refusal and checks its code. */
  static PvfException refusal(FailureCode code, Future<?> future) {
    PvfException refusal = failure(future);
    assertEquals(code, refusal.code(), refusal::getMessage);
    return refusal;
  }

  static PvfException failure(Future<?> future) {
    return PvfException.of(assertThrows(ExecutionException.class, () -> get(future)).getCause());
  }
}
