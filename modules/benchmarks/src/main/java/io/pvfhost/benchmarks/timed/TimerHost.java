package io.pvfhost.benchmarks.timed;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.StatusReply;
import io.pvfhost.api.Verdict;
import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Cancel;
import io.pvfhost.cluster.Capacity;
import io.pvfhost.cluster.CodeTransfer;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.cluster.HostOperations;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reservation;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.cluster.Timers;
import io.pvfhost.execute.grants.Adverts;
import io.pvfhost.execute.grants.GrantBook;
import io.pvfhost.execute.grants.GrantLimits;
import io.pvfhost.execute.grants.GrantTerms;
import io.pvfhost.execute.grants.HotCodes;
import io.pvfhost.execute.grants.RunningJob;
import io.pvfhost.host.EmbeddedWorker;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ValidationResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A host whose workers are timers. Everything else about it is real: the book of grants, when it advertises and what.
 * Used on the thread of its timers.
 */
public final class TimerHost implements HostOperations, GrantTerms {

  private static final String WORKER_VERSION = "timer";
  private static final int PROTOCOL = 1;

  private final NodeIdentity self;
  private final Timers timers;
  private final Consumer<Advert> publish;
  private final KeptTimes kept;
  private final GrantBook book;
  private final Adverts adverts;
  private final HotCodes hotCodes = new HotCodes();
  private final Set<Hash> codes = new HashSet<>();

  /**
   * A host that has not begun to advertise.
   *
   * @param self the node
   * @param workers of the host
   * @param timers the clock
   * @param hosts how many hosts the cluster has
   * @param publish tells all nodes
   * @param kept is told how long each job took
   */
  public TimerHost(NodeIdentity self, int workers, Timers timers, int hosts, Consumer<Advert> publish,
      KeptTimes kept) {
    this.self = self;
    this.timers = timers;
    this.publish = publish;
    this.kept = kept;
    this.adverts = new Adverts(timers, () -> hosts, this::advertise);
    this.book = new GrantBook(self.id(), 0, timers, GrantLimits.of(workers), this, adverts::changed);
  }

  /** Begins to advertise. */
  public void start() {
    adverts.start();
  }

  /** Advertises no more, and takes no more jobs. */
  public void stop() {
    adverts.stop();
    book.close();
  }

  /** A node is gone. */
  public void lost(UUID node) {
    book.lost(node);
  }

  /** What it can take now. */
  public Capacity capacity() {
    return book.capacity();
  }

  private void advertise() {
    publish.accept(
        new Advert(self, PROTOCOL, PROTOCOL, WORKER_VERSION, EmbeddedWorker.RULES.get(0),
            book.capacity(), hotCodes.prefixes()));
  }

  @Override
  public Future<ReserveAnswer> reserve(UUID from, Reserve request) {
    return book.reserve(from, request);
  }

  @Override
  public Future<ExecuteAnswer> execute(UUID from, Execute request) {
    Promise<ExecuteAnswer> answer = Promise.promise();
    Run run = new Run(request.request(), answer);
    try {
      run.slot = book.begin(from, request, run::withdraw);
    } catch (PvfException gone) {
      return Future.failedFuture(gone);
    }
    hotCodes.use(request.request().code().hash());
    codes.add(request.request().code().hash());
    run.start();
    return answer.future();
  }

  /** One job on one worker. */
  private final class Run {

    private final ExecuteRequest request;
    private final JobBody body;
    private final Promise<ExecuteAnswer> answer;
    private final long started = timers.nanos();
    private RunningJob slot;
    private Runnable timer = () -> { };

    Run(ExecuteRequest request, Promise<ExecuteAnswer> answer) {
      this.request = request;
      this.body = TimedRequests.body(request);
      this.answer = answer;
    }

    void start() {
      timer = timers.after(Duration.ofNanos(body.serviceNanos()), () -> {
        kept.ran(body.number(), timers.nanos() - started);
        end(Reason.OK, Optional.of(new ValidationResult(TimedRequests.head(body), Optional.empty(), List.of(),
            List.of(), 0, 1)));
      });
    }

    void withdraw(String why) {
      timer.run();
      end(new Reason(ReasonCode.CANCELLED, why), Optional.empty());
    }

    private void end(Reason reason, Optional<ValidationResult> result) {
      Duration time = Duration.ofNanos(timers.nanos() - started);
      slot.end();
      Attempt attempt = new Attempt(1, self.name(), Optional.empty(), reason, time, time, List.of());
      Verdict verdict = reason.code().verdict();
      answer.complete(new ExecuteAnswer(new ExecuteReply(request.jobId(), verdict, reason, result,
          request.code().hash(), request.encodedPovSize(), time, time, Duration.ZERO, Optional.empty(),
          List.of(attempt)), book.capacity()));
    }
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
    return Future.succeededFuture(book.missing(from, believed));
  }

  @Override
  public boolean haveCode(Hash code) {
    return codes.contains(code);
  }

  @Override
  public InboundStream expect(long length, Duration patience) {
    throw unsupported("streams");
  }

  @Override
  public Future<StatusReply> status(UUID from) {
    return Future.failedFuture(unsupported("a status"));
  }

  @Override
  public Future<Long> codeLength(UUID from, Hash code) {
    return Future.failedFuture(unsupported("code"));
  }

  @Override
  public Future<Void> sendCode(UUID from, CodeTransfer transfer) {
    return Future.failedFuture(unsupported("code"));
  }

  private static PvfException unsupported(String what) {
    return new PvfException(FailureCode.UNAVAILABLE, "a host whose workers are timers has not " + what);
  }
}
