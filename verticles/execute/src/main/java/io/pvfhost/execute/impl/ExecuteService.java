package io.pvfhost.execute.impl;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.StatusReply;
import io.pvfhost.api.Verdict;
import io.pvfhost.execute.ExecuteOptions;
import io.pvfhost.host.PoolStatus;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers the messages of an {@code ExecuteVerticle}, on its loop, and counts the jobs that are under way. */
public final class ExecuteService {

  private static final Duration STATUS_LIMIT = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final ExecuteHost host;
  private final ExecuteOptions options;
  private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
  private final Promise<Void> quiet;
  private final Set<ExecuteTask> active = new HashSet<>();
  private boolean draining;

  /** A service over the parts of one verticle. */
  public ExecuteService(Vertx vertx, HostParts parts, ExecuteOptions options, Counters counters) {
    this.vertx = vertx;
    this.options = options;
    this.host = new ExecuteHost(options.getHostId(), parts, new Artifacts(vertx, parts.program()),
        new Primer(parts, primingBytes(options), counters),
        Duration.ofMillis(options.getJobDeadline()), Duration.ofMillis(options.getRetryPause()));
    this.quiet = parts.loop().promise();
  }

  /** Other worker programs need no warmth: Parity's compiles ahead, and forks for each job. */
  private static long primingBytes(ExecuteOptions options) {
    return options.getWorkerCommand().isEmpty() ? options.getPrimingBytes() : 0;
  }

  /** Validates a candidate; fails with a {@link PvfException} when the request is refused. */
  public Future<ExecuteReply> execute(ExecuteRequest request) {
    return run(task(new JobInput(request, Optional.empty(), request.deadline().orElse(host.jobDeadline()),
        Optional.empty())));
  }

  /**
   * The task of one request, to be run.
   *
   * @throws PvfException when the request is refused
   */
  ExecuteTask task(JobInput input) {
    ExecuteRequest request = input.request();
    request.validate();
    refuseMisdirected(request);
    refuseUnsupported(request);
    if (draining) {
      throw new PvfException(FailureCode.UNAVAILABLE, "the host is stopping");
    }
    int limit = options.getWorkers() + options.getQueueLimit();
    if (active.size() >= limit) {
      throw new PvfException(FailureCode.OVERLOADED, active.size() + " jobs are under way or waiting, no more may");
    }
    return new ExecuteTask(host, input);
  }

  /** Runs a task to its end; fails with a {@link PvfException} when it is refused before any attempt. */
  Future<ExecuteReply> run(ExecuteTask task) {
    active.add(task);
    return task.run().onComplete(done -> {
      verdicts.merge(done.succeeded() ? done.result().verdict() : Verdict.NONE, 1L, Long::sum);
      active.remove(task);
      checkQuiet();
    });
  }

  /** Whether a job with some code would most likely find its artifact. */
  boolean knowsArtifactOf(Hash code) {
    return host.artifacts().knows(code);
  }

  private void refuseMisdirected(ExecuteRequest request) {
    request.host().filter(name -> !name.equals(host.hostId())).ifPresent(name -> {
      throw new PvfException(FailureCode.UNAVAILABLE, "no host " + name + " here, this is " + host.hostId());
    });
    request.rules().filter(label -> !label.equals(options.getRules())).ifPresent(label -> {
      throw new PvfException(FailureCode.UNAVAILABLE, "this host judges by the rules " + options.getRules()
          + ", the job is to be judged by " + label);
    });
  }

  private void refuseUnsupported(ExecuteRequest request) {
    boolean extended = request.descriptorVersion().equals(CandidateDescriptorVersion.V3);
    if (extended && !host.parts().program().dialect().carriesValidationContext()) {
      throw new PvfException(FailureCode.UNAVAILABLE, "the workers of this host speak dialect "
          + host.parts().program().dialect().name() + ", which cannot carry a candidate with a V3 descriptor");
    }
    host.parts().refuseUnsupported(request.executorParams());
  }

  /** The host at this moment. */
  public Future<StatusReply> status() {
    return vertx.eventBus().<PrepareStatus>request(LocalBus.PREPARE_STATUS, host.hostId(),
        LocalBus.within(STATUS_LIMIT)).map(answer -> answer.body()).otherwise(PrepareStatus.NONE).map(this::status);
  }

  private StatusReply status(PrepareStatus prepare) {
    PoolStatus pool = host.parts().pool().status();
    StatusReply.Jobs jobs = new StatusReply.Jobs(verdicts.getOrDefault(Verdict.VALID, 0L),
        verdicts.getOrDefault(Verdict.INVALID, 0L), verdicts.getOrDefault(Verdict.NONE, 0L));
    return new StatusReply(host.hostId(), !draining, PrepareService.workers(pool, options.getWorkers()),
        prepare.workers(), pool.waiting(), options.getQueueLimit(), jobs, pool.spawned() + prepare.respawns(),
        prepare.artifacts(), prepare.artifactBytes(), options.getRules());
  }

  /**
   * Takes no more jobs; completes when the last one is answered, which is at the end of the grace time at the latest.
   */
  public Future<Void> drain(Duration grace) {
    draining = true;
    long timer = host.parts().loop().timer(grace, () -> List.copyOf(active).forEach(ExecuteTask::abandon));
    quiet.future().onComplete(done -> host.parts().loop().cancelTimer(timer));
    checkQuiet();
    return quiet.future();
  }

  private void checkQuiet() {
    if (draining && active.isEmpty()) {
      quiet.tryComplete();
    }
  }
}
