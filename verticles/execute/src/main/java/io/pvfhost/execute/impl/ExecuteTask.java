package io.pvfhost.execute.impl;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.api.WorkerInfo;
import io.pvfhost.host.Artifact;
import io.pvfhost.host.ExecuteConclusion;
import io.pvfhost.host.ExecuteJob;
import io.pvfhost.host.ExecuteOutcome;
import io.pvfhost.host.HostLoop;
import io.pvfhost.host.WorkerFactory;
import io.pvfhost.host.WorkerHandle;
import io.pvfhost.host.WorkerLease;
import io.pvfhost.scale.ValidationResult;
import io.pvfhost.wire.JobResponse;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One request from its acceptance to its one answer: artifact, worker, job, and what follows from the outcome.
 *
 * <p>The answer is written once. The deadline answers at once and kills a running job; whatever the job still reports
 * is ignored. Owned by the verticle's loop.
 */
final class ExecuteTask {

  /** How often an artifact that proves missing or damaged is prepared again for one job. */
  private static final int MAX_REPAIRS = 2;

  private final ExecuteHost host;
  private final HostLoop loop;
  private final ExecuteRequest request;
  private final JobInput input;
  private final Duration deadline;
  private final RetryPolicy retries;
  private final Promise<ExecuteReply> answer;
  private final Promise<Void> released;
  private final long accepted = System.nanoTime();
  private final List<Attempt> attempts = new ArrayList<>();
  /** With its bytes once they had to be fetched. */
  private ValidationCode code;
  private Optional<Duration> queueTime = Optional.empty();
  private Optional<WorkerHandle> running = Optional.empty();
  private long attemptStarted;
  private Optional<WorkerInfo> lastWorker = Optional.empty();
  private Optional<ExecuteOutcome> lastOutcome = Optional.empty();
  private int repairs;

  ExecuteTask(ExecuteHost host, JobInput input) {
    this.host = host;
    this.loop = host.parts().loop();
    this.request = input.request();
    this.input = input;
    this.deadline = input.deadline();
    this.code = request.code();
    this.retries = new RetryPolicy(request.kind(), request.cpuBudget(), host.retryPause());
    this.answer = loop.promise();
    this.released = loop.promise();
  }

  /** Runs the task; fails with a {@code PvfException} if it is refused before any attempt. */
  Future<ExecuteReply> run() {
    long timer = loop.timer(deadline, this::onDeadline);
    answer.future().onComplete(done -> {
      loop.cancelTimer(timer);
      checkReleased();
    });
    input.tooLarge().ifPresentOrElse(this::finish,
        () -> start(host.artifacts().get(code, request.executorParams(), deadline)));
    return answer.future();
  }

  /** Completes once the task is answered and holds no worker any more; the block data is not read after that. */
  Future<Void> released() {
    return released.future();
  }

  private void checkReleased() {
    if (answered() && running.isEmpty()) {
      released.tryComplete();
    }
  }

  private void onDeadline() {
    stop(new Reason(ReasonCode.DEADLINE, "the job's time of " + deadline.toMillis() + " ms is over"));
  }

  /** Answers a task that the stopping host cannot wait for. */
  void abandon() {
    stop(new Reason(ReasonCode.UNAVAILABLE, "the host has stopped before the job ended"));
  }

  /** Ends a task that nobody wants any more. */
  void withdraw(String why) {
    if (!answered()) {
      stop(new Reason(ReasonCode.CANCELLED, why));
    }
  }

  private void stop(Reason reason) {
    if (running.isPresent()) {
      Duration wall = Duration.ofNanos(System.nanoTime() - attemptStarted);
      note(reason, Duration.ZERO, wall, List.of("the worker was killed while the job ran"));
      running.get().kill();
    }
    finish(reason);
  }

  private void note(Reason reason, Duration cpuTime, Duration wall, List<String> evidence) {
    attempts.add(new Attempt(attempts.size() + 1, host.hostId(), lastWorker, reason, cpuTime, wall, evidence));
  }

  private void start(Future<ArtifactReply> wanted) {
    wanted.onSuccess(reply -> {
      if (reply.artifact().isPresent()) {
        acquire(reply.artifact().get());
      } else if (reply.reason().code() == ReasonCode.CODE_UNKNOWN && mayFetchCode()) {
        fetchCode();
      } else {
        finish(reply.reason());
      }
    });
  }

  private boolean mayFetchCode() {
    return code.blob().isEmpty() && input.codeSource().isPresent() && !answered();
  }

  private void fetchCode() {
    input.codeSource().get().fetch(code.hash()).onComplete(
        found -> {
          code = found;
          start(host.artifacts().get(code, request.executorParams(), left()));
        },
        failure -> finish(Reason.of(PvfException.of(failure))));
  }

  private void acquire(Artifact artifact) {
    if (answered()) {
      return;
    }
    host.parts().pool().acquire(request.executorParams(), artifact.key(), left())
        .onComplete(lease -> runOn(lease, artifact), refusal -> finish(Refusals.reason(refusal)));
  }

  private void runOn(WorkerLease lease, Artifact artifact) {
    if (answered()) {
      lease.end(Optional.of(lease.worker()));
      return;
    }
    queueTime = queueTime.or(() -> Optional.of(elapsed()));
    attemptStarted = System.nanoTime();
    Duration budget = retries.budget(elapsed());
    running = Optional.of(lease.worker().handle());
    lastWorker = running.map(ExecuteHost::describe);
    io.pvfhost.wire.ExecuteRequest job = new io.pvfhost.wire.ExecuteRequest(request.pvd(), input.blockData(), budget,
        artifact.checksum(), Optional.of(input.context()));
    runJob(lease, artifact, job).onSuccess(conclusion -> {
      running = Optional.empty();
      lease.end(conclusion.idle());
      checkReleased();
      if (!answered()) {
        onConclusion(conclusion, artifact, job);
      }
    });
  }

  private Future<ExecuteConclusion> runJob(WorkerLease lease, Artifact artifact,
      io.pvfhost.wire.ExecuteRequest job) {
    WorkerFactory factory = host.parts().factory();
    return input.streamed().isPresent()
        ? ExecuteJob.run(factory, lease.worker(), artifact, job, input.streamed().get().content())
        : ExecuteJob.run(factory, lease.worker(), artifact, job);
  }

  private void onConclusion(ExecuteConclusion conclusion, Artifact artifact, io.pvfhost.wire.ExecuteRequest job) {
    ExecuteOutcome outcome = conclusion.outcome();
    Reason reason = Outcomes.reason(outcome, job.timeout());
    lastOutcome = Optional.of(outcome);
    Duration cpuTime = cpuTime(outcome, job.timeout());
    note(reason, cpuTime, conclusion.wallTime(), conclusion.evidence());
    if (reason.code() == ReasonCode.OK) {
      host.primer().remember(artifact, request.executorParams(), job, cpuTime);
    }
    switch (reason.code()) {
      case ARTIFACT_MISSING, CORRUPTED_ARTIFACT, RUNTIME_CONSTRUCTION -> examine(artifact, reason);
      default -> retryOrFinish(reason);
    }
  }

  /**
   * The artifact may be at fault: its file is read again. Damage is the host's fault and repaired, whatever the kind.
   */
  private void examine(Artifact artifact, Reason reason) {
    replace(artifact, false).onSuccess(reply -> {
      // An intact file that only looks different, as when it was copied, comes back with its new looks.
      boolean mended = !reply.suspectIntact() || !reply.artifact().equals(Optional.of(artifact));
      if (mended && repairs < MAX_REPAIRS && !answered()) {
        repairs++;
        start(Future.succeededFuture(reply));
      } else if (!answered() && retries.grant(reason, elapsed())) {
        start(replace(artifact, true));
      } else {
        finish(reason);
      }
    });
  }

  private Future<ArtifactReply> replace(Artifact artifact, boolean fresh) {
    return host.artifacts().replace(artifact, code, request.executorParams(), fresh, left());
  }

  private void retryOrFinish(Reason reason) {
    if (retries.grant(reason, elapsed())) {
      loop.timer(host.retryPause(),
          () -> start(host.artifacts().get(code, request.executorParams(), left())));
    } else {
      finish(retries.conclude(reason));
    }
  }

  private void finish(Reason reason) {
    if (answered()) {
      return;
    }
    if (attempts.isEmpty() && Refusals.isRefusal(reason)) {
      answer.fail(reason.toException());
    } else {
      answer.complete(reply(reason));
    }
  }

  private ExecuteReply reply(Reason reason) {
    Verdict verdict = reason.code().verdict();
    Optional<ValidationResult> result = verdict == Verdict.VALID ? lastOutcome.flatMap(ExecuteTask::result)
        : Optional.empty();
    Duration wallTime = elapsed();
    return new ExecuteReply(request.jobId(), verdict, reason, result, request.code().hash(), povSize(),
        attempts.isEmpty() ? Duration.ZERO : attempts.get(attempts.size() - 1).cpuTime(), wallTime,
        queueTime.orElse(wallTime), lastWorker, attempts);
  }

  private boolean answered() {
    return answer.future().isComplete();
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - accepted);
  }

  private Duration left() {
    Duration left = deadline.minus(elapsed());
    return left.isNegative() ? Duration.ZERO : left;
  }

  private long povSize() {
    return lastOutcome.filter(ExecuteOutcome.Replied.class::isInstance)
        .map(outcome -> ((ExecuteOutcome.Replied) outcome).response().povSize()).orElse(0L);
  }

  private static Optional<ValidationResult> result(ExecuteOutcome outcome) {
    return outcome instanceof ExecuteOutcome.Replied replied
        && replied.response().jobResponse() instanceof JobResponse.Ok ok ? Optional.of(ok.result()) : Optional.empty();
  }

  /** A worker that reports a timeout does not tell the time: it is the budget at least. */
  private static Duration cpuTime(ExecuteOutcome outcome, Duration budget) {
    if (outcome instanceof ExecuteOutcome.Replied replied) {
      return replied.response().cpuTime();
    }
    if (outcome instanceof ExecuteOutcome.TimedOut timedOut) {
      return timedOut.cpuTime().orElse(budget);
    }
    return outcome instanceof ExecuteOutcome.HardTimeout hard ? hard.cpuTime().orElse(Duration.ZERO) : Duration.ZERO;
  }
}
