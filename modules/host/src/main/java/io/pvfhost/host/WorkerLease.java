package io.pvfhost.host;

import java.time.Duration;
import java.util.Optional;

/** A job's hold on one worker of a pool, from the grant to the end of the job. */
public final class WorkerLease {

  private final WorkerPool pool;
  private final IdleWorker worker;
  private final Duration waited;
  private boolean ended;

  WorkerLease(WorkerPool pool, IdleWorker worker, Duration waited) {
    this.pool = pool;
    this.worker = worker;
    this.waited = waited;
  }

  /** The worker. */
  public IdleWorker worker() {
    return worker;
  }

  /** How long the job waited for the worker. */
  public Duration waited() {
    return waited;
  }

  /**
   * Ends the hold.
   *
   * @param next the worker's next token; empty when the worker is gone
   * @throws IllegalStateException when called again: the slot would be counted twice
   */
  public void end(Optional<IdleWorker> next) {
    if (ended) {
      throw new IllegalStateException("the lease of " + worker + " has ended already");
    }
    ended = true;
    pool.onLeaseEnd(worker.handle(), next);
  }
}
