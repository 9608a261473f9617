package io.pvfhost.node.vectors;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.vertx.core.Future;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Answers by the worker processes of a host. A job that has no verdict is answered with the name of its reason. */
public final class WorkerPath implements VectorPath {

  /** Waiting for a worker and for its start included. */
  private static final Duration DEADLINE = Duration.ofMinutes(10);
  /** Runs of one module under way at the same time. */
  private static final int WINDOW = 8;

  private final PvfClient client;

  /** A client of a host that has the rules wanted. */
  public WorkerPath(PvfClient client) {
    this.client = client;
  }

  @Override
  public List<Answer> answers(VectorModule module) throws IOException {
    ValidationCode code = ValidationCode.of(module.code());
    Optional<String> error = prepare(new PrepareRequest(code, module.params(), false, Optional.empty()));
    if (error.isPresent()) {
      return Collections.nCopies(module.runs().size(), Answer.unprepared(error.get()));
    }
    List<Answer> answers = new ArrayList<>();
    for (int from = 0; from < module.runs().size(); from += WINDOW) {
      List<Future<Answer>> underWay = new ArrayList<>();
      for (VectorRun run : module.runs().subList(from, Math.min(from + WINDOW, module.runs().size()))) {
        underWay.add(execute(request(code, module, run)));
      }
      underWay.forEach(answer -> answers.add(answer.await()));
    }
    return answers;
  }

  private Optional<String> prepare(PrepareRequest request) {
    PrepareReply reply;
    try {
      reply = client.prepare(request).await();
    } catch (PvfException refused) {
      return Optional.of(refused.getMessage());
    }
    // The name of the worker's error comes first in the message.
    return reply.prepared() ? Optional.empty() : Optional.of(reply.reason().message().replaceFirst("(?s):.*", ""));
  }

  private Future<Answer> execute(ExecuteRequest request) {
    return client.execute(request)
        .recover(failure -> Future.succeededFuture(ExecuteReply.refused(request, PvfException.of(failure))))
        .map(WorkerPath::answer);
  }

  private static ExecuteRequest request(ValidationCode code, VectorModule module, VectorRun run) throws IOException {
    Bytes blockData = run.blockData().read();
    PoV pov = new PoV(blockData);
    // That a PoV is too large says the node before it asks a worker; the answers are of workers.
    long maxPovSize = Math.max(run.maxPovSize(), ExecuteRequest.encodedPovSize(blockData.length()));
    return ExecuteRequest.builder(code, new PersistedValidationData(run.parentHead(), run.relayParentNumber(),
            run.storageRoot(), maxPovSize), pov)
        .executorParams(module.params())
        .executionTimeout(run.cpuBudget())
        .deadline(DEADLINE)
        .build();
  }

  private static Answer answer(ExecuteReply reply) {
    return reply.result().map(Answer::valid).orElseGet(() -> Answer.failed(name(reply.reason().code())));
  }

  private static String name(ReasonCode reason) {
    return switch (reason) {
      case INVALID_CANDIDATE -> "InvalidCandidate";
      case RUNTIME_CONSTRUCTION -> "RuntimeConstruction";
      case POV_DECOMPRESSION_FAILURE -> "PoVDecompressionFailure";
      default -> reason.wireName();
    };
  }
}
