package io.pvfhost.tests.dispatch.sim;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.WorkerInfo;
import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Capacity;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.cluster.ReceivedStream;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.execute.grants.Adverts;
import io.pvfhost.execute.grants.GrantBook;
import io.pvfhost.execute.grants.GrantLimits;
import io.pvfhost.execute.grants.GrantTerms;
import io.pvfhost.execute.grants.RunningJob;
import io.pvfhost.scale.Bytes;
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

/** A host whose grants are real and whose workers are timers. */
public final class SimHost extends SimNode {

  private static final WorkerInfo WORKER = new WorkerInfo("sim", "S", "2603", 1, "none");

  private final SimCluster cluster;
  private final GrantBook book;
  private final Adverts adverts;
  private final int workers;
  private final Set<Hash> codes = new HashSet<>();
  private int running;
  private long runs;

  SimHost(SimCluster cluster, NodeIdentity identity, int workers) {
    super(cluster.time(), identity);
    this.cluster = cluster;
    this.workers = workers;
    this.adverts = new Adverts(this, cluster::hostCount, this::advertise);
    this.book = new GrantBook(identity.id(), 0, this, GrantLimits.of(workers), new Terms(), adverts::changed);
  }

  private final class Terms implements GrantTerms {
    @Override
    public boolean haveCode(Hash code) {
      return codes.contains(code);
    }

    @Override
    public InboundStream expect(long length, Duration patience) {
      return new Inbound();
    }
  }

  private final class Inbound implements InboundStream {
    private final Promise<ReceivedStream> received = Promise.promise();

    @Override
    public StreamTicket ticket() {
      return new StreamTicket(identity().name(), 1, Bytes.EMPTY);
    }

    @Override
    public Future<ReceivedStream> received() {
      return received.future();
    }

    @Override
    public void onProgress(Runnable action) {
      // The stream comes at once or not at all.
    }

    @Override
    public void cancel() {
      // Nothing is held for it.
    }
  }

  void start() {
    adverts.start();
  }

  private void advertise() {
    cluster.publish(this, new Advert(identity(), 1, 1, "sim", "2603", book.capacity(), codes.stream().limit(16)
        .map(SimHost::prefix).toList()));
  }

  private static long prefix(Hash hash) {
    long prefix = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      prefix = prefix << 8 | (hash.bytes().get(i) & 0xFF);
    }
    return prefix;
  }

  GrantBook book() {
    return book;
  }

  Future<ExecuteAnswer> execute(UUID from, Execute request) {
    Promise<ExecuteAnswer> answer = Promise.promise();
    boolean[] over = {false};
    Reason[] outcome = {cluster.outcome()};
    RunningJob[] job = {null};
    Runnable end = () -> {
      if (!over[0]) {
        over[0] = true;
        running--;
        job[0].end();
        answer.complete(new ExecuteAnswer(reply(request, outcome[0]), book.capacity()));
      }
    };
    try {
      job[0] = book.begin(from, request, why -> {
        outcome[0] = new Reason(ReasonCode.CANCELLED, why);
        // A killed worker takes a moment to end.
        after(Duration.ofMillis(1), end);
      });
    } catch (PvfException refusal) {
      return Future.failedFuture(refusal);
    }
    running++;
    runs++;
    codes.add(request.request().code().hash());
    after(cluster.serviceTime(), end);
    return answer.future();
  }

  private ExecuteReply reply(Execute execute, Reason reason) {
    Optional<ValidationResult> result = reason.code() == ReasonCode.OK
        ? Optional.of(new ValidationResult(Bytes.EMPTY, Optional.empty(), List.of(), List.of(), 0, 0))
        : Optional.empty();
    Attempt attempt = new Attempt(1, identity().name(), Optional.of(WORKER), reason, Duration.ZERO, Duration.ZERO,
        List.of());
    return new ExecuteReply(execute.request().jobId(), reason.code().verdict(), reason, result,
        execute.request().code().hash(), 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Optional.of(WORKER),
        List.of(attempt));
  }

  /** Takes no more jobs. */
  public void drain() {
    take(() -> {
      book.drain();
      adverts.now();
    });
  }

  /** Jobs that run. */
  public int running() {
    return running;
  }

  /** Jobs that were begun. */
  public long runs() {
    return runs;
  }

  /** Whether every worker is idle and nothing waits. */
  public boolean isQuiet() {
    Capacity capacity = book.capacity();
    return capacity.idle() == workers && capacity.parked() == 0 && running == 0;
  }

  @Override
  public String toString() {
    return identity().name() + " " + book.capacity() + ", runs " + running;
  }
}
