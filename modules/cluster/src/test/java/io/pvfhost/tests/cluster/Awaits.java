package io.pvfhost.tests.cluster;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.vertx.core.Future;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Waits for futures on the test's thread, with a limit that only a defect reaches. */
final class Awaits {

  private Awaits() {
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  static PvfException awaitRefusal(FailureCode code, Future<?> future) {
    ExecutionException failed = assertThrows(ExecutionException.class, () -> await(future));
    PvfException refusal = assertInstanceOf(PvfException.class, failed.getCause());
    assertEquals(code, refusal.code(), refusal.getMessage());
    return refusal;
  }
}
