package io.pvfhost.tests.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs something on a thread with the stack the execute worker gives to jobs. */
final class LargeStack {

  private static final long STACK_BYTES = 258L << 20;

  private LargeStack() {}

  static <T> T call(Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    new Thread(null, task, "job", STACK_BYTES).start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
