package io.pvfhost.host;

import io.pvfhost.host.PoolException.Kind;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The workers of one program on one host, and the jobs that wait for them.
 *
 * <p><b>States.</b> A worker is <i>spawning</i>, then <i>idle</i>, then <i>busy</i> under a lease, then idle again or
 * gone. At most {@code maxWorkers} are busy and at most {@code maxWorkers + spares} exist. Every change of these sets
 * ends in {@link #advance}, the only place where jobs are matched with workers and workers are started.
 *
 * <p><b>Order.</b> Jobs are served in order of arrival, except that a job whose executor params no idle worker has is
 * overtaken by later ones for up to {@code 4 s} (protocol, section 8.1). Among idle workers with the right params the
 * one that has done the same work most often is preferred, for its code is loaded and compiled.
 *
 * <p><b>Rest.</b> While no job runs or waits, an idle worker may be borrowed to be made warm. It takes no job's slot,
 * and one that is idle stays; only a job that finds all others busy waits for it.
 *
 * <p><b>What a waiter can expect.</b> Exactly one of: a lease, or a {@link PoolException}.
 *
 * <p>Owned by one loop; no method is thread-safe.
 */
public final class WorkerPool {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);
  private static final long OVERTAKE_NANOS = Duration.ofSeconds(4).toNanos();
  private static final int MAX_DOUBLINGS = 16;

  private final HostLoop loop;
  private final WorkerFactory factory;
  private final WorkerProgram program;
  private final PoolOptions options;
  private final LinkedHashSet<Waiter> queue = new LinkedHashSet<>();
  /** The longest idle first. */
  private final List<IdleEntry> idle = new ArrayList<>();
  private final Set<WorkerHandle> busy = new HashSet<>();
  /** The worker that is being made warm, if there is one. */
  private final Set<WorkerHandle> borrowed = new HashSet<>();
  private final List<Hash> spawning = new ArrayList<>();
  private final Promise<Void> drained;
  private ExecutorParams spareParams = ExecutorParams.EMPTY;
  /** Starts that failed, and workers that died before their first job, since a worker last came through a job. */
  private int failuresInRow;
  private boolean backingOff;
  private boolean closed;
  /** Workers being killed; they count neither as idle nor as busy. */
  private int dying;
  private long spawned;
  private long spawnFailures;
  private long sweepTimer = -1;
  private Runnable restListener = () -> { };

  /** An empty pool; {@link #start} makes it fill its spares. */
  public WorkerPool(WorkerFactory factory, WorkerProgram program, PoolOptions options) {
    this.loop = factory.loop();
    this.factory = factory;
    this.program = program;
    this.options = options;
    this.drained = loop.promise();
  }

  private record IdleEntry(IdleWorker token, Hash params, long since) {
  }

  private static final class Waiter {
    private final ExecutorParams params;
    private final Hash paramsHash;
    private final Object affinity;
    private final Promise<WorkerLease> promise;
    private final long since = System.nanoTime();
    private long timer = -1;

    Waiter(ExecutorParams params, Object affinity, Promise<WorkerLease> promise) {
      this.params = params;
      this.paramsHash = params.hash();
      this.affinity = affinity;
      this.promise = promise;
    }

    Duration waited() {
      return Duration.ofNanos(System.nanoTime() - since);
    }
  }

  /** Starts the spare workers for a set of params. */
  public void start(ExecutorParams params) {
    spareParams = params;
    sweepTimer = loop.timer(options.idleTime(), this::sweep);
    advance();
  }

  /**
   * Asks for a worker.
   *
   * @param params the executor params that the worker must have
   * @param affinity what the worker will be used for; a worker lately used for an equal value is preferred
   * @param patience how long to wait at most
   */
  public Future<WorkerLease> acquire(ExecutorParams params, Object affinity, Duration patience) {
    Waiter waiter = new Waiter(params, affinity, loop.promise());
    if (closed) {
      return Future.failedFuture(new PoolException(Kind.CLOSED, "the host is stopping"));
    }
    spareParams = params;
    queue.add(waiter);
    advance();
    if (queue.contains(waiter)) {
      if (queue.size() > options.maxQueue()) {
        refuse(waiter, Kind.FULL, options.maxQueue() + " jobs are waiting already, no more may");
      } else {
        waiter.timer = loop.timer(patience, () -> refuse(waiter, Kind.DEADLINE,
            "no worker was free within " + patience.toMillis() + " ms"));
      }
    }
    return waiter.promise.future();
  }

  /** Sets what is called whenever neither a job nor a borrower holds or awaits a worker. */
  public void whenAtRest(Runnable listener) {
    restListener = listener;
  }

  /**
   * Lends a worker to be made warm for some work, if the pool is at rest and another idle one with the same params
   * stays.
   *
   * @param params the executor params that the worker must have
   * @param work what the worker will be used for
   * @param enough how often a worker that needs no more of it has been used for that
   */
  public Optional<WorkerLease> borrow(ExecutorParams params, Object work, int enough) {
    if (!atRest()) {
      return Optional.empty();
    }
    Hash hash = params.hash();
    List<IdleEntry> fit = idle.stream().filter(entry -> entry.params().equals(hash)).toList();
    if (fit.size() < 2) {
      return Optional.empty();
    }
    return fit.stream().min(Comparator.comparingInt(entry -> times(entry, work)))
        .filter(entry -> times(entry, work) < enough)
        .map(entry -> lend(entry, work));
  }

  private boolean atRest() {
    return !closed && queue.isEmpty() && busy.isEmpty() && borrowed.isEmpty();
  }

  private static int times(IdleEntry entry, Object work) {
    return entry.token().handle().recentWork().times(work);
  }

  private WorkerLease lend(IdleEntry entry, Object work) {
    idle.remove(entry);
    WorkerHandle handle = entry.token().handle();
    handle.recentWork().count(work);
    borrowed.add(handle);
    return new WorkerLease(this, entry.token(), Duration.ZERO);
  }

  void onLeaseEnd(WorkerHandle handle, Optional<IdleWorker> next) {
    busy.remove(handle);
    borrowed.remove(handle);
    if (next.isPresent()) {
      failuresInRow = 0;
      addIdle(next.get());
    }
    advance();
  }

  private void addIdle(IdleWorker token) {
    WorkerHandle handle = token.handle();
    boolean worn = handle.jobs() >= options.maxJobsPerWorker() || isOld(handle);
    if (closed || worn || handle.ended().isComplete()) {
      discard(handle);
      return;
    }
    idle.add(new IdleEntry(token, handle.params().hash(), System.nanoTime()));
  }

  private boolean isOld(WorkerHandle handle) {
    return handle.age().compareTo(options.maxWorkerAge()) >= 0;
  }

  /** Grants what can be granted, then starts what should be started. */
  private void advance() {
    while (busy.size() < options.maxWorkers() && grantNext()) {
      // Each turn grants one job; the loop ends when no waiter and idle worker fit.
    }
    if (closed) {
      checkDrained();
    } else if (!backingOff) {
      spawnForWaiters();
      spawnSpares();
    }
    if (atRest()) {
      restListener.run();
    }
  }

  private boolean grantNext() {
    if (idle.isEmpty()) {
      return false;
    }
    boolean eldest = true;
    for (Waiter waiter : queue) {
      IdleEntry entry = bestIdle(waiter);
      if (entry != null) {
        grant(waiter, entry);
        return true;
      }
      if (eldest && System.nanoTime() - waiter.since > OVERTAKE_NANOS) {
        return false;
      }
      eldest = false;
    }
    return false;
  }

  /**
   * The idle worker that suits best: the one that did the same work most often, of several the most recently used; else
   * the one idle for longest.
   */
  private IdleEntry bestIdle(Waiter waiter) {
    IdleEntry best = null;
    int most = 0;
    for (int i = idle.size() - 1; i >= 0; i--) {
      IdleEntry entry = idle.get(i);
      if (!entry.params().equals(waiter.paramsHash)) {
        continue;
      }
      int times = times(entry, waiter.affinity);
      if (times > most || most == 0) {
        best = entry;
        most = times;
      }
    }
    return best;
  }

  private void grant(Waiter waiter, IdleEntry entry) {
    idle.remove(entry);
    dequeue(waiter);
    WorkerHandle handle = entry.token().handle();
    handle.recentWork().count(waiter.affinity);
    busy.add(handle);
    waiter.promise.complete(new WorkerLease(this, entry.token(), waiter.waited()));
  }

  private void dequeue(Waiter waiter) {
    queue.remove(waiter);
    if (waiter.timer >= 0) {
      loop.cancelTimer(waiter.timer);
    }
  }

  private void refuse(Waiter waiter, Kind kind, String message) {
    dequeue(waiter);
    waiter.promise.tryFail(new PoolException(kind, message));
  }

  private void spawnForWaiters() {
    List<Hash> coming = new ArrayList<>(spawning);
    int slots = options.maxWorkers() - busy.size();
    for (Iterator<Waiter> waiters = queue.iterator(); slots > 0 && waiters.hasNext(); slots--) {
      Waiter waiter = waiters.next();
      if (!coming.remove(waiter.paramsHash)) {
        if (!hasRoom()) {
          return;
        }
        spawn(waiter.params);
      }
    }
  }

  private void spawnSpares() {
    Hash params = spareParams.hash();
    long ready = idle.stream().filter(entry -> entry.params().equals(params)).count()
        + borrowed.stream().filter(handle -> handle.params().hash().equals(params)).count()
        + spawning.stream().filter(params::equals).count() - Math.min(queue.size(), spawning.size());
    for (long missing = options.spares() - ready; missing > 0 && live() < capacity(); missing--) {
      spawn(spareParams);
    }
  }

  /** Whether one more worker may exist, if need be in place of an idle one, which no waiter can use. */
  private boolean hasRoom() {
    if (live() < capacity()) {
      return true;
    }
    if (idle.isEmpty()) {
      return false;
    }
    discard(idle.remove(0).token().handle());
    return true;
  }

  private int live() {
    return idle.size() + borrowed.size() + busy.size() + spawning.size();
  }

  private int capacity() {
    return options.maxWorkers() + options.spares();
  }

  private void spawn(ExecutorParams params) {
    Hash hash = params.hash();
    spawning.add(hash);
    factory.start(program, params).onComplete(result -> {
      spawning.remove(hash);
      if (result.succeeded()) {
        onSpawned(result.result());
      } else {
        onSpawnFailed(result.cause().getMessage());
      }
    });
  }

  private void onSpawned(IdleWorker token) {
    spawned++;
    WorkerHandle handle = token.handle();
    idle.add(new IdleEntry(token, handle.params().hash(), System.nanoTime()));
    handle.ended().onComplete(end -> onDeath(handle));
    advance();
  }

  /** A busy worker's death is its job's business; an idle one is removed here. */
  private void onDeath(WorkerHandle handle) {
    if (!idle.removeIf(entry -> entry.token().handle() == handle)) {
      return;
    }
    discard(handle);
    String reason = handle + " died idle: " + handle.ended().result().reason();
    if (handle.jobs() == 0) {
      // Without a pause, a program that ends right after the handshake would be started again and again.
      onSpawnFailed(reason);
    } else {
      LOG.warn("{}", reason);
      advance();
    }
  }

  private void discard(WorkerHandle handle) {
    dying++;
    handle.kill().onComplete(gone -> {
      dying--;
      if (closed) {
        checkDrained();
      }
    });
  }

  private void onSpawnFailed(String reason) {
    spawnFailures++;
    failuresInRow++;
    LOG.warn("{} worker could not be started, {} in a row: {}", program.kind().word(), failuresInRow, reason);
    if (failuresInRow >= options.spawnAttempts() && busy.isEmpty() && idle.isEmpty()) {
      List.copyOf(queue).forEach(waiter -> refuse(waiter, Kind.NO_WORKER, reason));
    }
    if (!backingOff) {
      backingOff = true;
      loop.timer(backOff(), () -> {
        backingOff = false;
        advance();
      });
    }
    advance();
  }

  private Duration backOff() {
    Duration doubled = options.minBackOff().multipliedBy(1L << Math.min(failuresInRow - 1, MAX_DOUBLINGS));
    return doubled.compareTo(options.maxBackOff()) < 0 ? doubled : options.maxBackOff();
  }

  /** Ends workers beyond the spares that have been idle for too long, and such that are too old. */
  private void sweep() {
    idle.stream().map(entry -> entry.token().handle()).filter(this::isOld).toList().forEach(handle -> {
      idle.removeIf(entry -> entry.token().handle() == handle);
      discard(handle);
    });
    long before = System.nanoTime() - options.idleTime().toNanos();
    while (idle.size() > options.spares() && idle.get(0).since() - before < 0) {
      discard(idle.remove(0).token().handle());
    }
    sweepTimer = loop.timer(options.idleTime(), this::sweep);
    advance();
  }

  /** The pool at this moment. */
  public PoolStatus status() {
    return new PoolStatus(idle.size() + borrowed.size(), busy.size(), spawning.size(), queue.size(), spawned,
        spawnFailures);
  }

  /** Starts that failed, and workers that died before their first job, since a worker last came through a job. */
  public int failuresInRow() {
    return failuresInRow;
  }

  /**
   * Ends the pool: waiting jobs are refused, running ones may finish within the grace time and are killed after it. The
   * future completes when no worker is left.
   */
  public Future<Void> close(Duration grace) {
    if (!closed) {
      closed = true;
      loop.cancelTimer(sweepTimer);
      List.copyOf(queue).forEach(waiter -> refuse(waiter, Kind.CLOSED, "the host is stopping"));
      borrowed.forEach(WorkerHandle::kill);
      long timer = loop.timer(grace, () -> busy.forEach(WorkerHandle::kill));
      drained.future().onComplete(done -> loop.cancelTimer(timer));
      checkDrained();
    }
    return drained.future();
  }

  private void checkDrained() {
    while (!idle.isEmpty()) {
      discard(idle.remove(0).token().handle());
    }
    if (busy.isEmpty() && borrowed.isEmpty() && spawning.isEmpty() && dying == 0) {
      drained.tryComplete();
    }
  }
}
