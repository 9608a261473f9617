package io.pvfhost.dispatch.core;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Cancel;
import io.pvfhost.cluster.HostCalls;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.cluster.Reservation;
import io.pvfhost.cluster.Streams;
import io.pvfhost.cluster.Timers;
import io.pvfhost.dispatch.core.Host.Presence;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The requester's side of a cluster: takes jobs, finds each a host with an idle worker, gives it to another one when
 * its host is lost, and answers it exactly once.
 *
 * <p>A job goes to a host that seems idle. When none does, it is parked at the least loaded ones, and whichever has a
 * worker first gets it, as from one queue for all hosts. When nothing can be parked, it waits here, in order. A parked
 * job tries a host that becomes idle meanwhile, once: so no worker is idle for long while a job waits, and the number
 * of messages for a job does not depend on the number of hosts.
 *
 * <p>Used on the thread of its timers, except {@link #stats()}.
 */
public final class Dispatcher {

  final DispatchSettings settings;
  final HostCalls calls;
  final Streams streams;
  final Timers timers;
  final HostTable table;
  final Counters counters = new Counters();
  private final NodeIdentity self;
  private final long idBase;
  private final Set<Job> jobs = new LinkedHashSet<>();
  private final Backlog backlog = new Backlog();
  /** Parked jobs that may try a host that becomes idle. */
  private final TreeSet<Job> hopeful = Backlog.eldestFirst();
  private final CodeShelf shelf = new CodeShelf();
  private final Promise<Void> quiet = Promise.promise();
  private final Duration tick;
  private Runnable nextTick = () -> { };
  private long lastTick;
  private long lastAlive;
  private long lastSeq;
  private int parked;
  private long bytes;
  private boolean draining;

  /**
   * A dispatcher that knows no host.
   *
   * @param settings bounds and times
   * @param self this node
   * @param calls the hosts' operations
   * @param streams carries large block data
   * @param timers the clock
   * @param seed of what is left to chance: the order of hosts that are equally loaded, and names of jobs
   */
  public Dispatcher(DispatchSettings settings, NodeIdentity self, HostCalls calls, Streams streams, Timers timers,
      long seed) {
    this.settings = settings;
    this.self = self;
    this.calls = calls;
    this.streams = streams;
    this.timers = timers;
    SplittableRandom random = new SplittableRandom(seed);
    this.idBase = random.nextLong();
    this.table = new HostTable(self.id(), settings, timers.nanos(), random, this::lost);
    Duration sixth = settings.silence().dividedBy(6);
    this.tick = sixth.compareTo(settings.aliveInterval()) < 0 ? sixth : settings.aliveInterval();
  }

  /** Begins to watch the hosts. */
  public void start() {
    lastTick = timers.nanos();
    lastAlive = lastTick;
    nextTick = timers.after(tick, this::tick);
  }

  private void tick() {
    nextTick = timers.after(tick, this::tick);
    long now = timers.nanos();
    long late = now - lastTick - tick.toNanos();
    lastTick = now;
    table.watch(now, late > tick.toNanos() ? late : 0);
    if (now - lastAlive >= settings.aliveInterval().toNanos()) {
      lastAlive = now;
      tellAlive();
      compare(now - settings.aliveInterval().toNanos());
    }
    for (Job waiting : backlog.all()) {
      waiting.giveUpWithoutHost(now);
    }
    backlog.serve();
  }

  private void tellAlive() {
    for (Host host : table.all()) {
      if (host.held > 0 && isReachable(host)) {
        counters.alives.increment();
        calls.alive(host.id());
      }
    }
  }

  /** Asks the hosts for what they are believed to hold: a message that was lost would be waited for in vain. */
  private void compare(long since) {
    // In the order of the jobs: the eldest are asked for first, and nothing is left to chance that is not seeded.
    Map<Host, Map<Reservation, Held>> believed = new LinkedHashMap<>();
    for (Job job : jobs) {
      job.believed(since, held ->
          believed.computeIfAbsent(held.host(), host -> new LinkedHashMap<>()).put(held.reservation(), held));
    }
    believed.forEach((host, held) -> {
      List<Reservation> asked = held.keySet().stream().limit(Reservation.MAX_ASKED).toList();
      counters.inquiries.increment();
      // A host that does not answer falls silent or does not know the question; there is nothing to do about it here.
      guard(() -> calls.missing(host.id(), asked, settings.reserveTimeout())).onSuccess(missing ->
          missing.stream().map(held::get).filter(Objects::nonNull).forEach(Held::missing));
    });
  }

  /**
   * Runs a job.
   *
   * @return the answer; fails with a {@link PvfException} when the job is refused, or when no host ever had it
   */
  public Future<ExecuteReply> execute(ExecuteRequest request) {
    try {
      request.validate();
      refuseOtherRules(request);
      if (request.exceedsMaxPovSize()) {
        return Future.succeededFuture(tooLarge(request));
      }
      long size = admit(request);
      // Named, so that a host which has other rules by now refuses the job instead of judging it.
      return begin(request.toBuilder().rules(settings.rules()).build(), size);
    } catch (PvfException refusal) {
      return Future.failedFuture(refusal);
    }
  }

  private void refuseOtherRules(ExecuteRequest request) {
    if (!request.rules().orElse(settings.rules()).equals(settings.rules())) {
      throw refuse("rules", FailureCode.UNAVAILABLE, "this node asks hosts that judge by the rules " + settings.rules()
          + ", the job is to be judged by " + request.rules().get());
    }
  }

  private static ExecuteReply tooLarge(ExecuteRequest request) {
    Reason reason = new Reason(ReasonCode.PARAMS_TOO_LARGE, "the encoded PoV has " + request.encodedPovSize()
        + " bytes, the relay chain allows " + request.pvd().maxPovSize());
    return new ExecuteReply(request.jobId(), Verdict.INVALID, reason, Optional.empty(), request.code().hash(), 0,
        Duration.ZERO, Duration.ZERO, Duration.ZERO, Optional.empty(), List.of());
  }

  private long admit(ExecuteRequest request) {
    if (draining) {
      throw refuse("stopping", FailureCode.UNAVAILABLE, "this node is stopping");
    }
    if (jobs.size() >= settings.maxOutstanding()) {
      throw refuse("outstanding", FailureCode.OVERLOADED, jobs.size() + " jobs are outstanding, no more may");
    }
    long size = (long) request.pov().blockData().length() + request.pvd().parentHead().length();
    long withCode = size + shelf.cost(request.code());
    if (bytes + withCode > settings.maxBytes()) {
      throw refuse("bytes", FailureCode.OVERLOADED, "the jobs outstanding have " + bytes + " bytes, this one "
          + withCode + ", together at most " + settings.maxBytes() + " may be");
    }
    bytes += withCode;
    return size;
  }

  private PvfException refuse(String cause, FailureCode code, String message) {
    counters.refused(cause);
    return new PvfException(code, message);
  }

  private Future<ExecuteReply> begin(ExecuteRequest request, long size) {
    shelf.hold(request.code());
    lastSeq++;
    Job job = new Job(this, request, lastSeq, new UUID(idBase, lastSeq), size);
    jobs.add(job);
    counters.accepted.increment();
    Runnable timer = timers.after(job.left(), job::expire);
    job.answer.future().onComplete(answered -> timer.run());
    await(job);
    return job.answer.future();
  }

  /** Takes an advert of a host. */
  public void advert(Advert advert) {
    Host host = table.advert(advert, timers.nanos());
    if (host == null) {
      counters.refused("advert");
    } else {
      changed(host);
    }
  }

  /** A node has left the cluster. */
  public void left(UUID node) {
    table.left(node, timers.nanos());
  }

  private void lost(Host host, Presence how) {
    if (host.held > 0) {
      for (Job job : List.copyOf(jobs)) {
        job.hostLost(host);
      }
    }
  }

  /** The code of an outstanding job, for a host that fetches it. */
  public Optional<Bytes> code(Hash hash) {
    return shelf.get(hash);
  }

  /** The hosts that are known. */
  public List<HostView> hosts() {
    return table.views(timers.nanos());
  }

  /** What was done so far. May be called from any thread; what is so now is then as of a moment ago. */
  public DispatchStats stats() {
    return new DispatchStats(jobs.size(), backlog.size(), parked, bytes, counters.accepted.sum(),
        counters.answered.sum(), counters.reserves.sum(), counters.immediate.sum(), counters.parked.sum(),
        counters.busy.sum(), counters.chances.sum(), counters.doubleGrants.sum(), counters.executes.sum(),
        counters.streams.sum(), counters.releases.sum(), counters.cancels.sum(), counters.alives.sum(),
        counters.inquiries.sum(), counters.redispatched(), counters.refused());
  }

  /** Takes no more jobs; completes when the last one is answered. */
  public Future<Void> drain() {
    draining = true;
    checkQuiet();
    return quiet.future();
  }

  /** Drains, ends the jobs that are left with UNAVAILABLE, and stops watching. */
  public void close() {
    drain();
    for (Job job : List.copyOf(jobs)) {
      job.end(new Reason(ReasonCode.UNAVAILABLE, "this node has stopped before the job ended"));
    }
    nextTick.run();
  }

  private void checkQuiet() {
    if (draining && jobs.isEmpty()) {
      quiet.tryComplete();
    }
  }

  // What follows is for the jobs.

  boolean isOwn(Host host) {
    return host.id().equals(self.id());
  }

  private static boolean isReachable(Host host) {
    return host.presence == Presence.HERE || host.presence == Presence.SILENT;
  }

  /** Puts a job in its place among those that wait. */
  void await(Job job) {
    backlog.add(job);
    job.giveUpWithoutHost(timers.nanos());
    backlog.serve();
  }

  /** A parked job would try a host that becomes idle. */
  void hopeful(Job job) {
    hopeful.add(job);
  }

  /** Probes that may be parked now. */
  int roomToPark() {
    return settings.maxParked() - parked;
  }

  boolean hasHostFor(Predicate<Host> fits) {
    return table.all().stream().anyMatch(host -> host.isThere() && fits.test(host));
  }

  /** Something is known of a host that was not before: the eldest job that waits for such a thing gets it. */
  void changed(Host host) {
    offer(host);
    backlog.serve();
  }

  private void offer(Host host) {
    if (hopeful.isEmpty() || host.idleIndex < 0) {
      return;
    }
    List<Job> takers = new ArrayList<>();
    for (Job job : hopeful) {
      if (takers.size() >= host.free()) {
        break;
      }
      takers.add(job);
    }
    for (Job job : takers) {
      if (host.idleIndex >= 0 && hopeful.contains(job) && job.chance(host)) {
        hopeful.remove(job);
      }
    }
  }

  void sent(Probe probe) {
    counters.reserves.increment();
    Host host = probe.host;
    host.held++;
    if (probe.parked) {
      parked++;
      host.unseenParked++;
    } else {
      host.probing++;
    }
    table.refresh(host, timers.nanos());
  }

  /** Counts a probe no more; does nothing the second time. */
  void settle(Probe probe) {
    if (probe.settled) {
      return;
    }
    probe.settled = true;
    Host host = probe.host;
    host.held--;
    if (!probe.parked) {
      host.probing--;
    } else {
      parked--;
      // A younger capacity accounts for it already.
      if (host.capacity.seq() == probe.sentSeq) {
        host.unseenParked--;
      }
    }
    table.refresh(host, timers.nanos());
  }

  void shun(Host host) {
    host.shunned = true;
    table.refresh(host, timers.nanos());
  }

  void full(Host host) {
    host.full = true;
    table.refresh(host, timers.nanos());
  }

  void release(Probe probe) {
    if (isReachable(probe.host)) {
      counters.releases.increment();
      calls.release(probe.host.id(), probe.release());
    }
  }

  void cancel(Host host, Cancel cancel) {
    if (isReachable(host)) {
      counters.cancels.increment();
      calls.cancel(host.id(), cancel);
    }
  }

  /** A job is about to be answered. */
  void finished(Job job) {
    counters.answered.increment();
    jobs.remove(job);
    backlog.remove(job);
    hopeful.remove(job);
    bytes -= job.bytes + shelf.drop(job.request.code());
    job.answer.future().onComplete(answered -> {
      checkQuiet();
      backlog.serve();
    });
  }

  /** A call that throws is a call that fails. */
  static <T> Future<T> guard(Supplier<Future<T>> call) {
    try {
      return call.get();
    } catch (RuntimeException thrown) {
      return Future.failedFuture(thrown);
    }
  }
}
