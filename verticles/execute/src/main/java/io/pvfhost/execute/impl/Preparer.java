package io.pvfhost.execute.impl;

import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.execute.PrepareOptions;
import io.pvfhost.host.Artifact;
import io.pvfhost.host.ArtifactKey;
import io.pvfhost.host.ArtifactStore;
import io.pvfhost.host.PrepareConclusion;
import io.pvfhost.host.PrepareJob;
import io.pvfhost.host.PrepareOutcome;
import io.pvfhost.host.WorkerLease;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PrepKind;
import io.pvfhost.wire.PrepareError;
import io.pvfhost.wire.PrepareJobKind;
import io.pvfhost.wire.PrepareRequest;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes artifacts, each at most once at a time: whoever asks for code that is being prepared shares that preparation.
 * Owned by the loop of one {@code PrepareVerticle}.
 */
public final class Preparer {

  private static final Logger LOG = LoggerFactory.getLogger(Preparer.class);
  /** How often a request that did not reach its worker is given to another one. */
  private static final int MAX_UNREACHABLE = 3;
  private static final Duration NO_WAIT_LIMIT = Duration.ofHours(24);

  private final HostParts host;
  private final ArtifactStore store;
  private final PrepareOptions options;
  private final FailedPreparations failed;
  private final Map<Hash, Future<Preparation>> running = new HashMap<>();

  /** Makes artifacts into {@code store} with the workers of {@code host}. */
  public Preparer(HostParts host, ArtifactStore store, PrepareOptions options) {
    this.host = host;
    this.store = store;
    this.options = options;
    this.failed = new FailedPreparations(Duration.ofMillis(options.getRetryCoolDown()), options.getMaxRetries(),
        options.getFailuresKept());
  }

  /**
   * What to prepare.
   *
   * @param key of the artifact
   * @param code with its bytes, if they are at hand
   * @param params the executor params
   * @param kind compilation, or prechecking, which links the imports as well
   * @param timeout CPU time limit
   */
  record Task(ArtifactKey key, ValidationCode code, ExecutorParams params, PrepareJobKind kind, Duration timeout) {
  }

  /** The key of some code under some params on this host. */
  ArtifactKey key(ValidationCode code, ExecutorParams params) {
    return ArtifactKey.of(code.hash(), params, host.program());
  }

  /** An artifact from the store, or else from a worker; the future never fails. */
  Future<Preparation> obtain(Task task) {
    Hash id = task.key().id();
    Future<Preparation> shared = running.get(id);
    if (shared != null) {
      return shared;
    }
    return track(id, store.get(task.key()).compose(found -> found.isPresent()
        ? host.loop().succeeded(Preparation.stored(found.get()))
        : prepare(task)));
  }

  /** A new artifact, whatever the store holds; the future never fails. */
  Future<Preparation> renew(Task task) {
    Hash id = task.key().id();
    Future<Preparation> shared = running.get(id);
    return shared != null ? shared : track(id, prepare(task));
  }

  private Future<Preparation> track(Hash id, Future<Preparation> preparation) {
    Future<Preparation> safe = preparation.recover(failure -> {
      LOG.error("a preparation failed unexpectedly", failure);
      return host.loop().succeeded(Preparation.none(new Reason(ReasonCode.HOST_FAULT, failure.toString())));
    });
    if (!safe.isComplete()) {
      running.put(id, safe);
      safe.onComplete(done -> running.remove(id));
    }
    return safe;
  }

  private Future<Preparation> prepare(Task task) {
    Optional<Bytes> blob = task.code().blob();
    Hash id = task.key().id();
    Optional<Preparation> known = failed.answer(id, task.kind() == PrepareJobKind.COMPILATION);
    if (known.isPresent()) {
      return host.loop().succeeded(known.get());
    }
    if (blob.isEmpty()) {
      return host.loop().succeeded(Preparation.none(new Reason(ReasonCode.CODE_UNKNOWN,
          "no artifact here for code " + task.code().hash() + ", and the request does not carry the code")));
    }
    PrepareRequest request = new PrepareRequest(blob.get(), options.getCodeBombLimit(), task.code().hash(),
        task.params(), task.timeout(), task.kind());
    return attempt(task, request, 1).onSuccess(preparation -> note(task, preparation));
  }

  /** A timeout counts against the code only if it had all the time that an execution would give it. */
  private void note(Task task, Preparation preparation) {
    boolean hurried = task.timeout().compareTo(task.params().prepTimeout(PrepKind.PREPARE)) < 0;
    if (!(hurried && preparation.reason().code() == ReasonCode.PREPARATION_TIMED_OUT)) {
      failed.note(task.key().id(), preparation);
    }
  }

  private Future<Preparation> attempt(Task task, PrepareRequest request, int number) {
    return host.pool().acquire(ExecutorParams.EMPTY, task.key(), NO_WAIT_LIMIT).compose(
        lease -> run(task, request, lease, number),
        refusal -> host.loop().succeeded(Preparation.none(Refusals.reason(refusal))));
  }

  private Future<Preparation> run(Task task, PrepareRequest request, WorkerLease lease, int number) {
    return PrepareJob.run(host.factory(), lease.worker(), request, store.stagingPath()).compose(conclusion -> {
      lease.end(conclusion.idle());
      conclusion.evidence().forEach(line -> LOG.debug("preparation of {}: {}", task.code().hash(), line));
      if (conclusion.outcome() instanceof PrepareOutcome.Unreachable && number < MAX_UNREACHABLE) {
        return attempt(task, request, number + 1);
      }
      return conclude(task, conclusion);
    });
  }

  private Future<Preparation> conclude(Task task, PrepareConclusion conclusion) {
    Duration wall = conclusion.wallTime();
    if (conclusion.outcome() instanceof PrepareOutcome.Prepared prepared) {
      return store.put(task.key(), prepared.staged(), prepared.checksum())
          .map(artifact -> Preparation.made(artifact, prepared.stats(), wall))
          .recover(failure -> host.loop().succeeded(Preparation.failed(new PrepareError.IoErr(
              "the artifact cannot be stored: " + failure), wall)));
    }
    PrepareError error = conclusion.outcome() instanceof PrepareOutcome.Failed failure ? failure.error()
        : new PrepareError.IoErr(((PrepareOutcome.Unreachable) conclusion.outcome()).text());
    return host.loop().succeeded(Preparation.failed(error, wall));
  }

  /** Answers an execution's wish for an artifact; the future never fails. */
  public Future<ArtifactReply> artifact(ArtifactRequest request) {
    // Intact and of no use all the same: whether the code can be linked at all is what a precheck tells (section 8.5).
    PrepareJobKind kind = request.fresh() ? PrepareJobKind.PRECHECKING : PrepareJobKind.COMPILATION;
    Task task = new Task(key(request.code(), request.params()), request.code(), request.params(), kind,
        request.params().prepTimeout(PrepKind.PREPARE));
    if (request.suspect().isEmpty()) {
      return obtain(task).map(made -> new ArtifactReply(made.artifact(), made.reason(), false));
    }
    Artifact suspect = request.suspect().get();
    return store.recheck(suspect).compose(intact -> {
      boolean again = request.fresh() || !intact;
      return (again ? renew(task) : obtain(task))
          .map(made -> new ArtifactReply(made.artifact(), made.reason(), intact));
    });
  }
}
