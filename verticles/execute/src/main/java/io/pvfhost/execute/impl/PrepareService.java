package io.pvfhost.execute.impl;

import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.StatusReply;
import io.pvfhost.execute.PrepareOptions;
import io.pvfhost.host.Artifact;
import io.pvfhost.host.ArtifactStore;
import io.pvfhost.host.PoolStatus;
import io.pvfhost.wire.PrepareJobKind;
import io.vertx.core.Future;

import java.util.Optional;

/** Answers the messages of a {@code PrepareVerticle}, on its loop. */
public final class PrepareService {

  private final HostParts host;
  private final ArtifactStore store;
  private final PrepareOptions options;
  private final Preparer preparer;

  /** A service over the parts of one verticle. */
  public PrepareService(HostParts host, ArtifactStore store, PrepareOptions options) {
    this.host = host;
    this.store = store;
    this.options = options;
    this.preparer = new Preparer(host, store, options);
  }

  /** Prepares or prechecks code; fails with a {@code PvfException} when the request is refused. */
  public Future<PrepareReply> prepare(PrepareRequest request) {
    request.validate();
    host.refuseUnsupported(request.params());
    Preparer.Task task = new Preparer.Task(preparer.key(request.code(), request.params()), request.code(),
        request.params(), request.precheck() ? PrepareJobKind.PRECHECKING : PrepareJobKind.COMPILATION,
        request.cpuBudget());
    return preparer.obtain(task).compose(made -> {
      if (made.artifact().isEmpty() && Refusals.isRefusal(made.reason())) {
        return Future.failedFuture(made.reason().toException());
      }
      return host.loop().succeeded(reply(request, made));
    });
  }

  private PrepareReply reply(PrepareRequest request, Preparation made) {
    boolean prepared = made.artifact().isPresent();
    return new PrepareReply(request.code().hash(), prepared, made.reason(), made.deterministic(),
        made.known(), made.cpuTime(), made.wallTime(),
        made.artifact().map(Artifact::size).orElse(0L), made.codeSize(), made.peakMemory(),
        host.program().rules());
  }

  /** Answers an execution's wish for an artifact. */
  public Future<ArtifactReply> artifact(ArtifactRequest request) {
    String rules = host.program().rules();
    if (!request.rules().equals(rules)) {
      return host.loop().succeeded(new ArtifactReply(Optional.empty(), new Reason(ReasonCode.UNAVAILABLE,
          "code is prepared for the rules " + rules + " here, and executed by " + request.rules()
              + ": both verticles of a host need the same"), false));
    }
    return preparer.artifact(request);
  }

  /** What this verticle adds to the host's status. */
  public Future<PrepareStatus> status() {
    PoolStatus pool = host.pool().status();
    return host.loop().succeeded(new PrepareStatus(workers(pool, options.getWorkers()), pool.spawned(), store.count(),
        store.bytes()));
  }

  static StatusReply.Workers workers(PoolStatus pool, int max) {
    return new StatusReply.Workers(max, pool.idle() + pool.busy(), pool.idle(), pool.busy(),
        pool.spawning());
  }
}
