package io.pvfhost.execute.grants;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.cluster.Cancel;
import io.pvfhost.cluster.Capacity;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reservation;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.cluster.Timers;
import io.pvfhost.execute.grants.Hold.State;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Who may use the workers of one host, and who waits for one.
 *
 * <pre>
 *            reserve                         execute                end
 *   (none) ----------> parked ---> leased ------------> running ------------> (none)
 *                 |                   ^
 *                 +-------------------+  at once when a worker is idle
 * </pre>
 *
 * <p><b>Slots.</b> Leased and running ones together never exceed the workers. A probe is parked only while every worker
 * is taken, and a worker that becomes free goes to the one that has been parked longest, so that no worker is idle
 * while a probe is parked.
 *
 * <p><b>Ends.</b> Whatever is not running ends by itself: a parked probe with its patience or its time, which answers
 * it {@link ReserveAnswer.Busy}; a lease after {@link GrantLimits#leaseTime} without progress of its stream, or with
 * the time of its job. A requester that left, or was silent for {@link GrantLimits#silence} while something of it was
 * here, loses everything. A running job ends when its owner says so: the book only tells the owner to kill it.
 *
 * <p>Every operation takes constant time, except that the loss of a requester takes time for all that it had here.
 * Used on the thread of its timers; what it calls may call it again.
 */
public final class GrantBook {

  /** A new service time counts for one part in so many. */
  private static final int SMOOTHING = 8;

  private final UUID self;
  private final Timers timers;
  private final GrantLimits limits;
  private final GrantTerms terms;
  private final Runnable changed;
  private final Map<Hold.Key, Hold> holds = new HashMap<>();
  /** In order of arrival. */
  private final Set<Hold> parked = new LinkedHashSet<>();
  private final Map<UUID, Requester> requesters = new HashMap<>();
  private final Promise<Void> quiet = Promise.promise();
  private int taken;
  private boolean draining;
  private boolean degraded;
  private long leases;
  private long seq;
  private long serviceNanos;

  /**
   * A book with every worker idle.
   *
   * @param self this node; its own jobs are not given up for silence, since they end with the process
   * @param firstSeq the first capacity has a greater number
   * @param timers the clock
   * @param limits the bounds
   * @param terms what grants say and need
   * @param changed is run after every change of the capacity
   */
  public GrantBook(UUID self, long firstSeq, Timers timers, GrantLimits limits, GrantTerms terms, Runnable changed) {
    this.self = self;
    this.seq = firstSeq;
    this.timers = timers;
    this.limits = limits;
    this.terms = terms;
    this.changed = changed;
  }

  /** What the host can take now, under a number of its own. */
  public Capacity capacity() {
    return new Capacity(++seq, limits.workers(), idle(), parked.size(), draining, degraded,
        Duration.ofNanos(serviceNanos));
  }

  /** Probes that wait for a worker. */
  public int parked() {
    return parked.size();
  }

  private int idle() {
    return limits.workers() - taken;
  }

  /**
   * Holds a worker, now or when one is free.
   *
   * @return fails with UNAVAILABLE when draining, OVERLOADED when no more probes may be parked, DEADLINE, TOO_LARGE,
   *     MALFORMED when the reservation exists already, CANCELLED when it is given back while it is parked
   */
  public Future<ReserveAnswer> reserve(UUID from, Reserve request) {
    Requester requester = requesters.computeIfAbsent(from, Requester::new);
    requester.heard = timers.nanos();
    watch(requester);
    Hold.Key key = new Hold.Key(from, request.job(), request.attempt());
    PvfException refusal = refusal(key, request);
    if (refusal != null) {
      return Future.failedFuture(refusal);
    }
    Hold hold = new Hold(key, requester, request, timers.nanos());
    if (idle() > 0) {
      return Future.succeededFuture(grant(hold));
    }
    if (!isPositive(request.patience())) {
      return Future.succeededFuture(new ReserveAnswer.Busy(capacity()));
    }
    return park(hold);
  }

  private PvfException refusal(Hold.Key key, Reserve request) {
    if (draining) {
      return stopping();
    }
    if (holds.containsKey(key) || request.streamBytes() < 0) {
      return new PvfException(FailureCode.MALFORMED, request.streamBytes() < 0
          ? "a stream of " + request.streamBytes() + " bytes" : "attempt " + key + " is reserved already");
    }
    if (request.streamBytes() > PvfLimits.MAX_BLOCK_DATA_BYTES) {
      return new PvfException(FailureCode.TOO_LARGE, "block data: " + request.streamBytes() + " bytes, limit "
          + PvfLimits.MAX_BLOCK_DATA_BYTES);
    }
    return isPositive(request.ttl()) ? null : new PvfException(FailureCode.DEADLINE, "the job has no time left");
  }

  private static PvfException stopping() {
    return new PvfException(FailureCode.UNAVAILABLE, "the host is stopping");
  }

  private Future<ReserveAnswer> park(Hold hold) {
    Requester requester = hold.requester;
    if (parked.size() >= limits.maxParked() || requester.parked >= limits.maxParkedPerRequester()) {
      return Future.failedFuture(new PvfException(FailureCode.OVERLOADED, parked.size() + " probes are waiting, "
          + requester.parked + " of this requester; no more may"));
    }
    holds.put(hold.key, hold);
    requester.holds.add(hold);
    requester.parked++;
    parked.add(hold);
    hold.timer = timers.after(Duration.ofNanos(hold.patienceNanos), () -> {
      unpark(hold);
      changed.run();
      hold.promise.complete(new ReserveAnswer.Busy(capacity()));
    });
    changed.run();
    return hold.promise.future();
  }

  /** Takes a probe out of the queue, and out of the book. */
  private void unpark(Hold hold) {
    parked.remove(hold);
    hold.requester.parked--;
    forget(hold);
  }

  private void forget(Hold hold) {
    hold.timer.run();
    holds.remove(hold.key);
    hold.requester.holds.remove(hold);
    hold.state = State.ENDED;
  }

  /** Takes a worker, which must be idle, for a reservation that is not in the book. */
  private ReserveAnswer grant(Hold hold) {
    if (hold.request.streamBytes() > 0) {
      try {
        hold.expect(terms.expect(hold.request.streamBytes(), limits.leaseTime()));
      } catch (PvfException overloaded) {
        hold.state = State.ENDED;
        return new ReserveAnswer.Busy(capacity());
      }
    }
    taken++;
    hold.state = State.LEASED;
    hold.lease = new UUID(self.getMostSignificantBits(), ++leases);
    hold.granted = timers.nanos();
    hold.renewed = hold.granted;
    holds.put(hold.key, hold);
    hold.requester.holds.add(hold);
    hold.stream.ifPresent(stream -> stream.onProgress(() -> hold.renewed = timers.nanos()));
    awaitExpiry(hold);
    changed.run();
    return new ReserveAnswer.Granted(hold.lease, limits.leaseTime(), terms.haveCode(hold.request.code()),
        hold.stream.map(stream -> stream.ticket()), capacity());
  }

  private void awaitExpiry(Hold hold) {
    long now = timers.nanos();
    long left = Math.min(hold.renewed + limits.leaseTime().toNanos() - now,
        hold.arrived + hold.ttlNanos - now);
    if (left <= 0) {
      withdraw(hold);
    } else {
      hold.timer = timers.after(Duration.ofNanos(left), () -> awaitExpiry(hold));
    }
  }

  /** Ends a lease that has not been used. */
  private void withdraw(Hold hold) {
    hold.cancelStream();
    free(hold);
  }

  private void free(Hold hold) {
    taken--;
    forget(hold);
    serveParked();
    changed.run();
    checkQuiet();
  }

  private void serveParked() {
    // What an answer sets off may park, free or take workers: each turn looks anew.
    while (idle() > 0 && !parked.isEmpty()) {
      Hold next = parked.iterator().next();
      unpark(next);
      // The timer of its patience may be late.
      boolean inTime = timers.nanos() - next.arrived < next.patienceNanos;
      next.promise.complete(inTime ? grant(next) : new ReserveAnswer.Busy(capacity()));
    }
  }

  /**
   * Lets a job use the worker that is held for it.
   *
   * @param kill is run with the reason, once at most, when the job is withdrawn or its requester is gone; the job's
   *     owner then ends it as soon as it can
   * @throws PvfException LEASE_GONE when the worker is not, or no longer, held for this job
   */
  public RunningJob begin(UUID from, Execute request, Consumer<String> kill) {
    heard(from);
    Hold hold = holds.get(new Hold.Key(from, request.job(), request.attempt()));
    if (hold == null || hold.state != State.LEASED || !hold.lease.equals(request.lease())) {
      throw new PvfException(FailureCode.LEASE_GONE, "no worker is held for attempt " + request.attempt() + " of job "
          + request.job());
    }
    hold.timer.run();
    hold.state = State.RUNNING;
    hold.kill = kill;
    return hold.running(() -> {
      long nanos = timers.nanos() - hold.granted;
      serviceNanos = serviceNanos == 0 ? nanos : serviceNanos + (nanos - serviceNanos) / SMOOTHING;
      free(hold);
    });
  }

  /** Gives back what was held or parked. Running jobs and unknown ones are let alone. */
  public void release(UUID from, Release request) {
    heard(from);
    Hold hold = holds.get(new Hold.Key(from, request.job(), request.attempt()));
    if (hold != null && hold.state != State.RUNNING) {
      end(hold, "the reservation was given back");
    }
  }

  /** Withdraws a job in whatever state it is. Unknown ones are ignored. */
  public void cancel(UUID from, Cancel request) {
    heard(from);
    Hold hold = holds.get(new Hold.Key(from, request.job(), request.attempt()));
    if (hold != null) {
      end(hold, "the job was withdrawn");
    }
  }

  private void end(Hold hold, String why) {
    switch (hold.state) {
      case PARKED -> {
        unpark(hold);
        changed.run();
        hold.promise.fail(new PvfException(FailureCode.CANCELLED, why));
      }
      case LEASED -> withdraw(hold);
      case RUNNING -> hold.killOnce(why);
      default -> { }
    }
  }

  /**
   * Which reservations a requester believes to have here and has not.
   *
   * @param believed what it believes
   */
  public List<Reservation> missing(UUID from, List<Reservation> believed) {
    heard(from);
    return believed.stream().filter(each -> !holds.containsKey(new Hold.Key(from, each.job(), each.attempt())))
        .toList();
  }

  /** Notes that a requester lives. */
  public void heard(UUID from) {
    Requester requester = requesters.get(from);
    if (requester != null) {
      requester.heard = timers.nanos();
    }
  }

  private void watch(Requester requester) {
    if (!requester.watched && !requester.id.equals(self)) {
      requester.watched = true;
      timers.after(limits.silence(), () -> listen(requester));
    }
  }

  /** One timer a requester, not one a message: it looks when the requester was heard last, and comes again. */
  private void listen(Requester requester) {
    long left = requester.heard + limits.silence().toNanos() - timers.nanos();
    if (requester.holds.isEmpty()) {
      requesters.remove(requester.id, requester);
    } else if (left > 0) {
      timers.after(Duration.ofNanos(left), () -> listen(requester));
    } else {
      lost(requester, "nothing was heard of the requester for " + limits.silence().toMillis() + " ms");
      // Running jobs take a moment to end.
      timers.after(limits.silence(), () -> listen(requester));
    }
  }

  /** Ends everything of a requester that has left. */
  public void lost(UUID from) {
    Requester requester = requesters.get(from);
    if (requester != null) {
      lost(requester, "the requester has left the cluster");
    }
  }

  private static boolean isParked(Hold hold) {
    return hold.state == State.PARKED;
  }

  private void lost(Requester requester, String why) {
    List<Hold> all = List.copyOf(requester.holds);
    // The parked ones first: a worker that becomes free is for others.
    all.stream().filter(GrantBook::isParked).forEach(hold -> end(hold, why));
    all.forEach(hold -> end(hold, why));
  }

  /** Notes whether the host has trouble starting workers. */
  public void setDegraded(boolean degraded) {
    if (this.degraded != degraded) {
      this.degraded = degraded;
      changed.run();
    }
  }

  /**
   * Takes no more reservations and refuses the parked ones with UNAVAILABLE; leases and running jobs go on.
   *
   * @return completes when no worker is taken any more
   */
  public Future<Void> drain() {
    draining = true;
    for (Hold hold : List.copyOf(parked)) {
      if (isParked(hold)) {
        unpark(hold);
        hold.promise.fail(stopping());
      }
    }
    changed.run();
    checkQuiet();
    return quiet.future();
  }

  /** Drains, and takes back the workers that are held and not used. */
  public void close() {
    drain();
    for (Hold hold : List.copyOf(holds.values())) {
      if (hold.state == State.LEASED) {
        withdraw(hold);
      }
    }
  }

  private void checkQuiet() {
    if (draining && taken == 0) {
      quiet.tryComplete();
    }
  }

  private static boolean isPositive(Duration time) {
    return !time.isNegative() && !time.isZero();
  }
}
