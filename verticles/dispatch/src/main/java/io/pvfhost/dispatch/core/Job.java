package io.pvfhost.dispatch.core;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.cluster.ReserveAnswer.Granted;
import io.vertx.core.Promise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One job from its arrival to its one answer.
 *
 * <pre>
 *                probe sent                first grant               answer, deadline
 *   waiting ------------------> probing ----------------> leased ----------------------> done
 *      ^                           |                         |
 *      +---------------------------+-------------------------+
 *         every probe refused           attempt failed, another may do better
 * </pre>
 *
 * <p>A job that is probing has one probe that does not wait, at a host that seems idle; or parked probes at the least
 * loaded hosts, and besides, now and then, one that does not wait at a host that became idle. The first grant wins: the
 * other probes are withdrawn, and a grant that crosses its withdrawal is given back.
 *
 * <p>Whatever comes after the answer changes nothing. Runs on the dispatcher's thread; every call to a host may answer
 * before it returns.
 */
final class Job {

  /** Hosts that seemed idle and were not before the job is parked. */
  private static final int MAX_BUSY = 2;
  /** Probes by which a parked job may try a host that became idle. */
  private static final int MAX_CHANCES = 1;
  /** Probes refused, not for lack of a worker, before the job is given up. */
  private static final int MAX_REFUSALS = 16;
  private static final Duration SHORTEST = Duration.ofMillis(1);

  final ExecuteRequest request;
  final long seq;
  final UUID id;
  final long bytes;
  final long arrived;
  final Promise<ExecuteReply> answer = Promise.promise();
  private final Dispatcher desk;
  private final long deadline;
  private final long codePrefix;
  private final List<Probe> probes = new ArrayList<>(2);
  private final HostFilter filter;
  private final Attempts attempts;
  private Lease lease;
  private final List<Lease> writtenOff = new ArrayList<>(0);
  private int round = 1;
  private int busy;
  private int chances;
  private int refusals;
  private int tries;
  private int faults;
  private boolean placing;
  private boolean done;

  Job(Dispatcher desk, ExecuteRequest request, long seq, UUID id, long bytes) {
    this.desk = desk;
    this.request = request;
    this.seq = seq;
    this.id = id;
    this.bytes = bytes;
    this.arrived = desk.timers.nanos();
    this.deadline = arrived + request.deadline().orElse(desk.settings.jobDeadline()).toNanos();
    this.codePrefix = Mix.prefix(request.code().hash());
    this.filter = new HostFilter(request.host(), this::isAt);
    this.attempts = new Attempts(request, arrived);
  }

  /** Time left; never nothing, for the end of the time is a timer's to tell. */
  Duration left() {
    Duration left = Duration.ofNanos(deadline - desk.timers.nanos());
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  /** Whether only some hosts may run the job. */
  boolean isBound() {
    return filter.isBound();
  }

  private boolean isAt(Host host) {
    for (Probe probe : probes) {
      if (probe.host == host) {
        return true;
      }
    }
    return false;
  }

  /** Sends probes, if there is a host for one now; false when the job has to wait. */
  boolean place() {
    placing = true;
    boolean sent = true;
    while (sent && isWaiting()) {
      sent = send();
    }
    placing = false;
    if (!sent) {
      busy = 0;
    }
    return sent;
  }

  private boolean isWaiting() {
    return !done && lease == null && probes.isEmpty();
  }

  private boolean send() {
    if (request.host().isPresent()) {
      return sendTo(desk.table.named(request.host().get()));
    }
    Host idle = busy < MAX_BUSY ? desk.table.idle(codePrefix, filter.preferred()) : null;
    if (idle != null) {
      probe(idle, false);
      return true;
    }
    List<Host> least = leastLoaded();
    for (Host host : least) {
      if (!done && lease == null) {
        probe(host, true);
      }
    }
    if (!probes.isEmpty() && !isBound() && !filter.avoidsAny() && chances < MAX_CHANCES) {
      desk.hopeful(this);
    }
    return !least.isEmpty();
  }

  private boolean sendTo(Host host) {
    if (host == null || !host.isOpen() || !filter.fits().test(host)) {
      return false;
    }
    boolean parked = host.free() <= 0 || busy >= MAX_BUSY;
    if (parked && (host.full || desk.roomToPark() == 0)) {
      return false;
    }
    probe(host, parked);
    return true;
  }

  private List<Host> leastLoaded() {
    int count = Math.min(desk.settings.probes(), desk.roomToPark());
    if (count == 0) {
      return List.of();
    }
    List<Host> least = desk.table.least(count, filter.preferred());
    return least.isEmpty() && filter.avoidsAny() ? desk.table.least(count, filter.fits()) : least;
  }

  /** Tries a host that became idle while the job is parked elsewhere; false when that is of no use. */
  boolean chance(Host host) {
    if (done || lease != null || isAt(host)) {
      return false;
    }
    chances++;
    desk.counters.chances.increment();
    probe(host, false);
    return true;
  }

  private void probe(Host host, boolean parked) {
    Probe probe = new Probe(this, host, round, parked, desk.timers.nanos());
    probes.add(probe);
    desk.sent(probe);
    Duration ttl = left();
    Duration patience = parked ? ttl : Duration.ZERO;
    Reserve reserve = new Reserve(id, round, request.code().hash(), ttl, patience, streamBytes(host));
    Dispatcher.guard(
        () -> desk.calls.reserve(host.id(), reserve, patience.plus(desk.settings.reserveTimeout())))
        .onComplete(found -> answered(probe, found), failure -> refused(probe, PvfException.of(failure)));
  }

  private long streamBytes(Host host) {
    int length = request.pov().blockData().length();
    return desk.isOwn(host) || length <= desk.settings.inlineBytes() ? 0 : length;
  }

  private void answered(Probe probe, ReserveAnswer found) {
    desk.settle(probe);
    desk.table.capacity(probe.host, found.capacity(), desk.timers.nanos());
    if (found instanceof Granted grant) {
      granted(probe, grant);
    } else {
      busy(probe);
    }
    desk.changed(probe.host);
  }

  private void granted(Probe probe, Granted grant) {
    if (probe.dropped) {
      // It may have crossed the withdrawal, which then has given it back; or have been granted in spite of it.
      desk.counters.doubleGrants.increment();
      desk.release(probe);
      return;
    }
    (probe.parked ? desk.counters.parked : desk.counters.immediate).increment();
    probes.remove(probe);
    withdrawProbes();
    tries++;
    lease = new Lease(desk, probe, grant);
    lease.start();
  }

  private void busy(Probe probe) {
    if (probe.dropped) {
      return;
    }
    desk.counters.busy.increment();
    probes.remove(probe);
    if (probe.parked) {
      full(probe.host);
    } else {
      busy++;
      if (probe.host.capacity.idle() > 0) {
        // It has a worker and does not give it to this job: asking again would lead to the same answer.
        desk.shun(probe.host);
      }
    }
    retry();
  }

  private void refused(Probe probe, PvfException refusal) {
    desk.settle(probe);
    if (!probe.dropped) {
      probes.remove(probe);
      refused(probe, refusal.code());
      refusals++;
      if (refusals > MAX_REFUSALS && isWaiting()) {
        end(Reason.of(refusal));
      } else {
        retry();
      }
    }
    desk.changed(probe.host);
  }

  private void refused(Probe probe, FailureCode code) {
    if (code == FailureCode.OVERLOADED && probe.parked) {
      full(probe.host);
    } else if (code != FailureCode.CANCELLED && !isLate()) {
      desk.shun(probe.host);
    }
    if (code == FailureCode.DEADLINE) {
      // Nothing is known of it: it may be granted still.
      withdraw(probe);
    }
  }

  /** The host takes no more parked probes; unless it was the time of this one that ended. */
  private void full(Host host) {
    if (!isLate()) {
      desk.full(host);
    }
  }

  private boolean isLate() {
    return desk.timers.nanos() >= deadline;
  }

  private void retry() {
    if (isWaiting() && !placing) {
      desk.await(this);
    }
  }

  private void withdrawProbes() {
    for (Probe probe : probes) {
      desk.settle(probe);
      withdraw(probe);
    }
    probes.clear();
  }

  private void withdraw(Probe probe) {
    probe.dropped = true;
    desk.release(probe);
    // A late word about this reservation must not be taken for one about a later reservation at the same host.
    round++;
  }

  /** Names what hosts are believed to hold since some time. */
  void believed(long since, Consumer<Held> held) {
    for (Probe probe : probes) {
      if (probe.parked && probe.sent <= since) {
        held.accept(probe);
      }
    }
    if (lease != null && lease.granted <= since) {
      held.accept(lease);
    }
  }

  /** A host knows nothing of a probe that was parked there. */
  void missing(Probe probe) {
    if (!probe.dropped && probes.remove(probe)) {
      desk.settle(probe);
      probe.dropped = true;
      round++;
      retry();
    }
  }

  /** A host knows nothing of the job, and its answer has not come. */
  void missing(Lease missing) {
    if (!done && missing == lease) {
      giveUp(new Reason(ReasonCode.LEASE_GONE, "host " + lease.host.name() + " knows nothing of the job"));
    }
  }

  private void giveUp(Reason reason) {
    lease.writeOff();
    writtenOff.add(lease);
    failed(lease, reason);
  }

  /** The host is not there any more: what is of this job at it is given up. */
  void hostLost(Host host) {
    if (done) {
      return;
    }
    for (Probe probe : List.copyOf(probes)) {
      if (probe.host == host) {
        probes.remove(probe);
        desk.settle(probe);
        withdraw(probe);
      }
    }
    if (lease != null && lease.host == host) {
      giveUp(Attempts.hostLost(host));
    } else {
      retry();
    }
  }

  /** A host answered the job. */
  void replied(Lease from, ExecuteReply reply) {
    if (done || (from != lease && reply.verdict() == Verdict.NONE)) {
      return;
    }
    ReasonCode reason = reply.reason().code();
    if (reply.verdict() == Verdict.NONE && mayRedispatch(reason)) {
      attempts.add(from, reply, desk.timers.nanos());
      redispatch(from.host, reply.reason());
    } else {
      finish();
      answer.complete(attempts.merge(from, reply, desk.timers.nanos()));
    }
  }

  /** An attempt ended without an answer of the host. */
  void failed(Lease from, PvfException failure) {
    if (!done && from == lease && !from.isWrittenOff()) {
      failed(from, Reason.of(failure));
    }
  }

  private void failed(Lease from, Reason reason) {
    attempts.add(from.host, from.granted, reason, desk.timers.nanos());
    if (mayRedispatch(reason.code())) {
      redispatch(from.host, reason);
    } else {
      end(reason);
    }
  }

  /** Asked once for each attempt that failed. */
  private boolean mayRedispatch(ReasonCode reason) {
    Redispatch allowed = Redispatch.after(reason);
    if (allowed == Redispatch.ONCE) {
      faults++;
    }
    return allowed != Redispatch.NO && faults <= 1 && tries < desk.settings.maxAttempts();
  }

  private void redispatch(Host host, Reason reason) {
    lease = null;
    busy = 0;
    filter.avoid(host);
    if (Redispatch.after(reason.code()) == Redispatch.NEVER_THERE) {
      filter.exclude(host);
    }
    if (filter.excludesAny() && !desk.hasHostFor(filter.fits())) {
      end(reason);
      return;
    }
    desk.counters.redispatched(reason.code());
    retry();
  }

  /** Ends a waiting job for which there has been no host for too long. */
  void giveUpWithoutHost(long now) {
    long missed = request.host().map(name -> desk.table.missedFor(name, now))
        .orElseGet(() -> desk.table.nobodyFor(now));
    if (missed >= desk.settings.hostPatience().toNanos() || (filter.excludesAny() && !desk.hasHostFor(filter.fits()))) {
      end(attempts.last().orElseGet(() -> new Reason(ReasonCode.UNAVAILABLE, request.host()
          .map(name -> "the cluster has no host " + name + " that takes jobs").orElse("no host takes jobs"))));
    }
  }

  /** The time of the job is over. */
  void expire() {
    end(new Reason(ReasonCode.DEADLINE, "the job's time of " + Duration.ofNanos(deadline - arrived).toMillis()
        + " ms is over"));
  }

  /** Ends the job with what this requester knows: a reply if a host had it, else a failure. */
  void end(Reason reason) {
    if (!done) {
      if (lease != null && reason.code() == ReasonCode.DEADLINE) {
        attempts.add(lease.host, lease.granted, reason, desk.timers.nanos());
      }
      finish();
      if (attempts.ranAny()) {
        answer.complete(attempts.reply(reason, desk.timers.nanos()));
      } else {
        answer.fail(reason.toException());
      }
    }
  }

  private void finish() {
    done = true;
    withdrawProbes();
    if (lease != null) {
      lease.withdraw();
    }
    writtenOff.forEach(Lease::withdraw);
    desk.finished(this);
  }
}
