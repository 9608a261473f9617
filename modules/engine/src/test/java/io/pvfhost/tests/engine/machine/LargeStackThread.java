package io.pvfhost.tests.engine.machine;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs something on a thread with a stack as large as jobs need. */
public final class LargeStackThread {

  private static final long STACK_BYTES = 258L << 20;

  private LargeStackThread() {}

  /** Returns what the body returns; what it throws is an error of the test. */
  public static <T> T call(Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    new Thread(null, task, "large stack", STACK_BYTES).start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
