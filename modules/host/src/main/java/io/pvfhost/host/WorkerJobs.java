package io.pvfhost.host;

import io.vertx.core.Future;

import java.util.List;
import java.util.Optional;

/** What the jobs of both kinds of worker do with the worker afterwards. */
final class WorkerJobs {

  private WorkerJobs() {
  }

  /**
   * Makes the worker idle again, or kills and reaps it.
   *
   * @param fit whether the job's outcome allows it to be used again
   * @param evidence is told of a failed clean-up and of the worker's exit
   * @return the next token, empty if the worker is gone; never fails
   */
  static Future<Optional<IdleWorker>> release(HostLoop loop, WorkerHandle worker, boolean fit, List<String> evidence) {
    return fit ? recycle(loop, worker, evidence) : retire(worker, evidence);
  }

  /** A worker whose directory cannot be emptied, or that is dead, is killed; the outcome of its job still stands. */
  private static Future<Optional<IdleWorker>> recycle(HostLoop loop, WorkerHandle worker, List<String> evidence) {
    return loop.blocking(() -> {
      worker.dir().clear();
      return null;
    }).compose(cleared -> {
      if (!worker.ended().isComplete()) {
        return loop.succeeded(Optional.of(new IdleWorker(worker)));
      }
      evidence.add("the worker ended after the job: " + worker.ended().result().reason());
      return retire(worker, evidence);
    }, failure -> {
      evidence.add("the worker directory could not be emptied after the job: " + failure);
      return retire(worker, evidence);
    });
  }

  private static Future<Optional<IdleWorker>> retire(WorkerHandle worker, List<String> evidence) {
    return worker.kill().map(exit -> {
      evidence.add(exit.map(WorkerJobs::describe).orElse("the worker's exit was not seen"));
      return Optional.empty();
    });
  }

  private static String describe(WorkerExit exit) {
    String text = "the worker process " + exit.describe();
    return exit.lastOutput().isEmpty() ? text : text + "; its last output: " + exit.lastOutput();
  }
}
