package io.pvfhost.execute.impl;

import io.pvfhost.api.PvfException;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.host.Artifact;
import io.pvfhost.host.WorkerProgram;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The execute verticle's view of the host's artifacts: those that it has used lately are remembered, so that a job of
 * known code does not ask the prepare verticle. A remembered one may be gone or damaged; the job finds out when it
 * links it. Owned by one loop.
 */
final class Artifacts {

  private static final int REMEMBERED = 256;

  private final Vertx vertx;
  private final WorkerProgram program;
  private final Map<Wanted, Artifact> known = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Wanted, Artifact> eldest) {
      if (size() > REMEMBERED) {
        uncount(eldest.getKey().code());
        return true;
      }
      return false;
    }
  };
  /** How many of the remembered ones are of some code: one for each set of executor params that it runs with. */
  private final Map<Hash, Integer> codes = new HashMap<>();

  /** @param program executes the artifacts */
  Artifacts(Vertx vertx, WorkerProgram program) {
    this.vertx = vertx;
    this.program = program;
  }

  private record Wanted(Hash code, Hash prep) {
  }

  private void uncount(Hash code) {
    codes.computeIfPresent(code, (any, count) -> count == 1 ? null : count - 1);
  }

  /** Whether an artifact of some code is remembered, made with whatever executor params. */
  boolean knows(Hash code) {
    return codes.containsKey(code);
  }

  /** The artifact for some code; the future never fails. */
  Future<ArtifactReply> get(ValidationCode code, ExecutorParams params, Duration patience) {
    Artifact remembered = known.get(new Wanted(code.hash(), program.prepHash(params)));
    if (remembered != null) {
      return Future.succeededFuture(new ArtifactReply(Optional.of(remembered), Reason.OK, false));
    }
    return ask(new ArtifactRequest(code, params, program.rules(), Optional.empty(), false), patience);
  }

  /**
   * An artifact in place of one that did not work.
   *
   * @param fresh whether to prepare again even if the suspect is what was prepared
   */
  Future<ArtifactReply> replace(Artifact suspect, ValidationCode code, ExecutorParams params, boolean fresh,
      Duration patience) {
    if (known.remove(new Wanted(code.hash(), program.prepHash(params))) != null) {
      uncount(code.hash());
    }
    return ask(new ArtifactRequest(code, params, program.rules(), Optional.of(suspect), fresh), patience);
  }

  private Future<ArtifactReply> ask(ArtifactRequest request, Duration patience) {
    return vertx.eventBus().<ArtifactReply>request(LocalBus.ARTIFACT, request, LocalBus.within(patience))
        .map(answer -> remember(request, answer.body()))
        .otherwise(failure -> new ArtifactReply(Optional.empty(), reason(failure), false));
  }

  private ArtifactReply remember(ArtifactRequest request, ArtifactReply reply) {
    reply.artifact().ifPresent(artifact -> {
      Hash code = request.code().hash();
      if (known.put(new Wanted(code, program.prepHash(request.params())), artifact) == null) {
        codes.merge(code, 1, Integer::sum);
      }
    });
    return reply;
  }

  private static Reason reason(Throwable failure) {
    if (failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT) {
      return new Reason(ReasonCode.DEADLINE, "the code was not prepared in time");
    }
    if (failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS) {
      return new Reason(ReasonCode.UNAVAILABLE, "no PrepareVerticle is deployed on this host");
    }
    return Reason.of(PvfException.of(failure));
  }
}
