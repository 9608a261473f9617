package io.pvfhost.execute.impl;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.StatusReply;
import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Cancel;
import io.pvfhost.cluster.ClusterNode;
import io.pvfhost.cluster.CodeTransfer;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.cluster.HostOperations;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.PeerBus.Registration;
import io.pvfhost.cluster.PeerProtocol;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reservation;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.cluster.Timers;
import io.pvfhost.execute.ExecuteOptions;
import io.pvfhost.execute.grants.Adverts;
import io.pvfhost.execute.grants.GrantBook;
import io.pvfhost.execute.grants.GrantLimits;
import io.pvfhost.execute.grants.GrantTerms;
import io.pvfhost.execute.grants.HotCodes;
import io.pvfhost.execute.grants.RunningJob;
import io.pvfhost.host.HostLoop;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The execute workers of one host as its peers use them. Owned by the loop of one {@code ExecuteVerticle}, which every
 * call comes on.
 */
public final class MemberService implements HostOperations, GrantTerms {

  /** Capacities of a verticle that was deployed again in one process go on where those of its predecessor ended. */
  private static final long STARTED = System.nanoTime();
  /** From so many on, failed starts of workers in a row are told. */
  private static final int DEGRADED = 2;
  private static final Duration STALL_LIMIT = Duration.ofSeconds(2);

  private final HostLoop loop;
  private final ClusterNode node;
  private final HostParts parts;
  private final ExecuteService service;
  private final ExecuteOptions options;
  private final CodeCache cache;
  private final Counters counters;
  private final GrantBook book;
  private final PeerView peers;
  private final CodePulls pulls;
  private final Adverts adverts;
  private final HotCodes hotCodes = new HotCodes();
  private final Set<MemberJob> jobs = new HashSet<>();
  private final List<Registration> registrations = new ArrayList<>();
  private Runnable membership = () -> { };
  private int codeStreams;
  private boolean draining;

  private MemberService(HostLoop loop, Timers timers, ClusterNode node, HostParts parts, ExecuteService service,
      ExecuteOptions options, CodeCache cache, Counters counters) {
    this.loop = loop;
    this.node = node;
    this.parts = parts;
    this.service = service;
    this.options = options;
    this.cache = cache;
    this.counters = counters;
    GrantLimits limits = new GrantLimits(options.getWorkers(), options.getMaxParked(),
        options.getMaxParkedPerRequester(), Duration.ofMillis(options.getLeaseTime()), GrantLimits.DEFAULT_SILENCE);
    this.peers = new PeerView(timers, limits.silence());
    this.adverts = new Adverts(timers, peers::size, this::advertise);
    this.book = new GrantBook(node.identity().id(), System.nanoTime() - STARTED, timers, limits, this,
        adverts::changed);
    this.pulls = new CodePulls(loop, node, cache, peers, counters);
  }

  /**
   * Makes a host a member of a cluster.
   *
   * @param timers of the loop
   * @param service runs the jobs
   */
  public static Future<MemberService> join(HostLoop loop, Timers timers, ClusterNode node, HostParts parts,
      ExecuteService service, ExecuteOptions options, Counters counters) {
    Path directory = Path.of(options.getCacheDirectory()).resolve("code");
    return CodeCache.open(loop, directory, parts.runDir().path(), options.getCodeBytes(), counters)
        .map(cache -> new MemberService(loop, timers, node, parts, service, options, cache, counters))
        .compose(MemberService::register);
  }

  private Future<MemberService> register() {
    membership = node.membership().onLeft(id -> loop.run(() -> onLeft(id)));
    return node.bus().listen(this::onAdvert).onSuccess(registrations::add)
        .compose(listening -> node.bus().serveHost(this)).onSuccess(registrations::add)
        .compose(
            serving -> {
              adverts.start();
              return loop.succeeded(this);
            },
            failure -> leave().transform(left -> Future.failedFuture(failure)));
  }

  private void onLeft(UUID id) {
    peers.left(id);
    book.lost(id);
  }

  private void onAdvert(Advert advert) {
    // A later process of the same name: the earlier one is gone, whatever the cluster manager knows so far.
    peers.heard(advert).ifPresent(book::lost);
  }

  private void advertise() {
    checkWorkers();
    node.bus().publish(new Advert(node.identity(), PeerProtocol.OLDEST, PeerProtocol.NEWEST,
        parts.program().version(), options.getRules(), book.capacity(), hotCodes.prefixes()));
  }

  private void checkWorkers() {
    book.setDegraded(parts.pool().failuresInRow() >= DEGRADED);
  }

  @Override
  public Future<ReserveAnswer> reserve(UUID from, Reserve request) {
    return book.reserve(from, request);
  }

  @Override
  public boolean haveCode(Hash code) {
    return cache.contains(code) || service.knowsArtifactOf(code);
  }

  @Override
  public InboundStream expect(long length, Duration patience) {
    return node.streams().expect(length, patience);
  }

  @Override
  public Future<ExecuteAnswer> execute(UUID from, Execute request) {
    MemberJob job = new MemberJob(loop, service, request, code -> pulls.fetch(code, from), counters);
    RunningJob slot;
    try {
      slot = book.begin(from, request, job::withdraw);
    } catch (PvfException gone) {
      counters.add("lease_gone");
      return Future.failedFuture(gone);
    }
    hotCodes.use(request.request().code().hash());
    request.request().code().blob().ifPresent(blob -> cache.put(request.request().code()));
    jobs.add(job);
    return job.run(slot).onComplete(done -> jobs.remove(job)).map(reply -> {
      checkWorkers();
      return new ExecuteAnswer(reply, book.capacity());
    });
  }

  @Override
  public void release(UUID from, Release request) {
    book.release(from, request);
  }

  @Override
  public void cancel(UUID from, Cancel request) {
    book.cancel(from, request);
  }

  @Override
  public void alive(UUID from) {
    book.heard(from);
  }

  @Override
  public Future<List<Reservation>> missing(UUID from, List<Reservation> believed) {
    return loop.succeeded(book.missing(from, believed));
  }

  @Override
  public Future<StatusReply> status(UUID from) {
    return status();
  }

  /** The host at this moment; parked probes are what waits for a worker. */
  public Future<StatusReply> status() {
    return service.status().map(host -> new StatusReply(host.hostId(), host.accepting() && !draining,
        host.executeWorkers(), host.prepareWorkers(), host.queueLength() + book.parked(), options.getMaxParked(),
        host.jobs(), host.respawns(), host.artifacts(), host.artifactBytes(),
        host.rules()));
  }

  @Override
  public Future<Long> codeLength(UUID from, Hash code) {
    return cache.length(code).isPresent() ? loop.succeeded(cache.length(code).getAsLong())
        : Future.failedFuture(unknown(code));
  }

  @Override
  public Future<Void> sendCode(UUID from, CodeTransfer transfer) {
    if (codeStreams >= options.getMaxCodeStreams()) {
      return Future.failedFuture(new PvfException(FailureCode.OVERLOADED, codeStreams
          + " streams of code are being sent, no more may"));
    }
    codeStreams++;
    return cache.get(transfer.code())
        .compose(found -> found.isEmpty() ? Future.<Hash>failedFuture(unknown(transfer.code()))
            : node.streams().send(transfer.ticket(), found.get().blob().orElseThrow(), STALL_LIMIT))
        .onSuccess(sent -> counters.add("code_sent"))
        .onComplete(done -> codeStreams--)
        .mapEmpty();
  }

  private static PvfException unknown(Hash code) {
    return new PvfException(FailureCode.CODE_UNKNOWN, "code " + code + " is not here");
  }

  /**
   * Takes no more reservations and tells so.
   *
   * @return completes when the last job has ended, or when the grace time is over and workers that are only held have
   *     been taken back
   */
  public Future<Void> drain(Duration grace) {
    Promise<Void> over = loop.promise();
    long timer = loop.timer(grace, over::tryComplete);
    draining = true;
    book.drain().onComplete(quiet -> over.tryComplete());
    adverts.now();
    return over.future().onComplete(done -> {
      loop.cancelTimer(timer);
      book.close();
      List.copyOf(jobs).forEach(MemberJob::stopWaiting);
    });
  }

  /** Ends the service once the last job has ended. */
  public Future<Void> leave() {
    return book.drain().compose(quiet -> {
      adverts.stop();
      membership.run();
      return Future.join(registrations.stream().map(Registration::end).toList()).mapEmpty();
    });
  }
}
