package io.pvfhost.host;

import io.netty.buffer.Unpooled;
import io.netty.util.ReferenceCounted;
import io.pvfhost.host.ExecuteOutcome.ArtifactChanged;
import io.pvfhost.host.ExecuteOutcome.ArtifactMissing;
import io.pvfhost.host.ExecuteOutcome.Died;
import io.pvfhost.host.ExecuteOutcome.Garbled;
import io.pvfhost.host.ExecuteOutcome.HardTimeout;
import io.pvfhost.host.ExecuteOutcome.LinkFailed;
import io.pvfhost.host.ExecuteOutcome.NotSent;
import io.pvfhost.host.ExecuteOutcome.Replied;
import io.pvfhost.host.ExecuteOutcome.Reported;
import io.pvfhost.host.ExecuteOutcome.TimedOut;
import io.pvfhost.host.impl.Exchange;
import io.pvfhost.host.impl.ExchangeEnd;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.JobError;
import io.pvfhost.wire.Payload;
import io.pvfhost.wire.WireException;
import io.pvfhost.wire.WorkerError;
import io.pvfhost.wire.WorkerResponse;
import io.vertx.core.Future;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One execute job on one idle worker (protocol, section 4): link the artifact, send the request, await one answer,
 * clean up.
 *
 * <p>The job's own events never race for the outcome: the {@link Exchange} picks the first terminal one. The worker
 * is idle again only after an answer that the protocol allows it to survive and after its directory has been emptied;
 * in every other case it is killed and reaped before the conclusion. Runs on the worker's loop and is used once.
 */
public final class ExecuteJob {

  private final HostLoop loop;
  private final WorkerHostOptions options;
  private final WorkerHandle worker;
  private final Artifact artifact;
  private final ExecuteRequest request;
  private final ReferenceCounted memory;
  private final List<String> evidence = new ArrayList<>();
  private final long started = System.nanoTime();
  private Optional<Duration> cpuBefore = Optional.empty();

  private ExecuteJob(WorkerFactory factory, IdleWorker idle, Artifact artifact, ExecuteRequest request,
      ReferenceCounted memory) {
    this.loop = factory.loop();
    this.options = factory.options();
    this.worker = idle.take();
    this.artifact = artifact;
    this.request = request;
    this.memory = memory.retain();
  }

  /**
   * Runs a job whose block data is memory that lives as long as the request refers to it, such as an array; the token
   * is used up at once.
   *
   * @return the conclusion; the future never fails
   */
  public static Future<ExecuteConclusion> run(WorkerFactory factory, IdleWorker idle, Artifact artifact,
      ExecuteRequest request) {
    return run(factory, idle, artifact, request, Unpooled.EMPTY_BUFFER);
  }

  /**
   * Runs a job whose block data is counted memory, such as {@code content.nioBuffer()}; the token is used up at once.
   *
   * @param memory the owner of the block data; retained before this method returns, and released when neither the job
   *     nor the socket of its worker will read the memory again, which may be after the conclusion
   * @return the conclusion; the future never fails
   */
  public static Future<ExecuteConclusion> run(WorkerFactory factory, IdleWorker idle, Artifact artifact,
      ExecuteRequest request, ReferenceCounted memory) {
    return new ExecuteJob(factory, idle, artifact, request, memory).run();
  }

  private Future<ExecuteConclusion> run() {
    return loop.blocking(this::prepare)
        .compose(
            ready -> ready.refusal().isPresent() ? loop.succeeded(ready.refusal().get()) : exchange(ready.frames()),
            failure -> loop.succeeded(new NotSent("the request cannot be made: " + failure)))
        .onComplete(exchanged -> memory.release())
        .compose(this::conclude);
  }

  /** What has to be there before the request is sent: its frames, or else the outcome that stands in its way. */
  private record Ready(List<Payload> frames, Optional<ExecuteOutcome> refusal) {
  }

  /** Blocking: everything that touches files. */
  private Ready prepare() {
    cpuBefore = worker.cpuTime();
    Optional<ExecuteOutcome> refusal = link();
    return refusal.isPresent() ? new Ready(List.of(), refusal)
        : new Ready(worker.program().dialect().encodeExecuteRequest(request), refusal);
  }

  private Optional<ExecuteOutcome> link() {
    try {
      worker.dir().link(artifact.path());
      Path link = worker.dir().path().resolve(WorkerDir.ARTIFACT);
      return artifact.unchanged(link) ? Optional.empty()
          : Optional.of(new ArtifactChanged("artifact " + artifact.path() + " is not the file that was prepared"));
    } catch (IOException e) {
      return Optional.of(Files.exists(artifact.path()) ? new LinkFailed("cannot link the artifact: " + e)
          : new ArtifactMissing("artifact " + artifact.path() + " is gone"));
    }
  }

  private Future<ExecuteOutcome> exchange(List<Payload> frames) {
    return Exchange.run(loop, worker.channel(), frames, memory, options.sendTimeout(), wallLimit())
        .compose(this::judge);
  }

  private Duration wallLimit() {
    return request.timeout().multipliedBy(options.wallFactor());
  }

  private Future<ExecuteOutcome> judge(ExchangeEnd end) {
    if (end instanceof ExchangeEnd.WallLimit) {
      return hardTimeout();
    }
    return loop.succeeded(outcomeOf(end));
  }

  private ExecuteOutcome outcomeOf(ExchangeEnd end) {
    if (end instanceof ExchangeEnd.Answered answered) {
      return decode(answered.payload());
    }
    if (end instanceof ExchangeEnd.NotSent notSent) {
      return new NotSent(notSent.text());
    }
    ExchangeEnd.Ended ended = (ExchangeEnd.Ended) end;
    return ended.end().quiet() ? new Died(ended.end().reason()) : new Garbled(ended.end().reason());
  }

  private ExecuteOutcome decode(byte[] payload) {
    ExecuteResult result;
    try {
      result = worker.program().dialect().decodeExecuteResult(payload);
    } catch (WireException e) {
      return new Garbled(e.getMessage());
    }
    if (result instanceof ExecuteResult.Response response) {
      return checkTime(response.response());
    }
    WorkerError error = ((ExecuteResult.Failure) result).error();
    return isTimeout(error) ? new TimedOut(Optional.empty()) : new Reported(error);
  }

  private ExecuteOutcome checkTime(WorkerResponse response) {
    // The worker compares with >=, the host with > (protocol, section 4, step 4).
    if (response.cpuTime().compareTo(request.timeout()) > 0) {
      return new TimedOut(Optional.of(response.cpuTime()));
    }
    return new Replied(response);
  }

  private static boolean isTimeout(WorkerError error) {
    return error instanceof WorkerError.JobTimedOut
        || (error instanceof WorkerError.JobFailed failed && failed.error() instanceof JobError.TimedOut);
  }

  private Future<ExecuteOutcome> hardTimeout() {
    return loop.blocking(worker::cpuTime).map(now -> {
      Optional<Duration> spent = now.flatMap(after -> cpuBefore.map(after::minus));
      return new HardTimeout(wallLimit(), spent);
    });
  }

  private Future<ExecuteConclusion> conclude(ExecuteOutcome outcome) {
    Duration wall = Duration.ofNanos(System.nanoTime() - started);
    return WorkerJobs.release(loop, worker, leavesWorkerFit(outcome), evidence)
        .map(idle -> new ExecuteConclusion(outcome, idle, wall, evidence));
  }

  private static boolean leavesWorkerFit(ExecuteOutcome outcome) {
    // With an unusable artifact the worker has not been asked anything.
    return outcome instanceof Replied || outcome instanceof ArtifactMissing || outcome instanceof ArtifactChanged;
  }
}
