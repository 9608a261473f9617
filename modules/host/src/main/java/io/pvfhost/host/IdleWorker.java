package io.pvfhost.host;

/**
 * The right to give one job to a worker. Used up by the job; a job that leaves the worker fit for more hands out a
 * new one.
 */
public final class IdleWorker {

  private final WorkerHandle handle;
  private boolean used;

  IdleWorker(WorkerHandle handle) {
    this.handle = handle;
  }

  /** The worker. */
  public WorkerHandle handle() {
    return handle;
  }

  /**
   * Uses the token up.
   *
   * @throws IllegalStateException if a job has it already
   */
  WorkerHandle take() {
    if (used) {
      throw new IllegalStateException(handle + " has been given a job with this token already");
    }
    used = true;
    handle.countJob();
    return handle;
  }

  @Override
  public String toString() {
    return "idle " + handle;
  }
}
