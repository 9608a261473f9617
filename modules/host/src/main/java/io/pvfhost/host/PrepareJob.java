package io.pvfhost.host;

import io.netty.buffer.Unpooled;
import io.pvfhost.host.PrepareOutcome.Failed;
import io.pvfhost.host.PrepareOutcome.Prepared;
import io.pvfhost.host.PrepareOutcome.Unreachable;
import io.pvfhost.host.impl.Exchange;
import io.pvfhost.host.impl.ExchangeEnd;
import io.pvfhost.wire.Payload;
import io.pvfhost.wire.PrepareError;
import io.pvfhost.wire.PrepareRequest;
import io.pvfhost.wire.PrepareResult;
import io.pvfhost.wire.WireException;
import io.vertx.core.Future;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One prepare job on one idle worker (protocol, section 7.1): an empty output file, the request, one answer, the
 * artifact moved out, the directory emptied. Runs on the worker's loop and is used once.
 */
public final class PrepareJob {

  private final HostLoop loop;
  private final WorkerHostOptions options;
  private final WorkerHandle worker;
  private final PrepareRequest request;
  private final Path staging;
  private final List<String> evidence = new ArrayList<>();
  private final long started = System.nanoTime();
  /** Whether the worker may be used again, as far as the outcome goes. */
  private boolean fit;

  private PrepareJob(WorkerFactory factory, IdleWorker idle, PrepareRequest request, Path staging) {
    this.loop = factory.loop();
    this.options = factory.options();
    this.worker = idle.take();
    this.request = request;
    this.staging = staging;
  }

  /**
   * Runs a job; the token is used up at once.
   *
   * @param staging a free path on the file system of the worker directories, for the finished artifact
   * @return the conclusion; the future never fails
   */
  public static Future<PrepareConclusion> run(WorkerFactory factory, IdleWorker idle, PrepareRequest request,
      Path staging) {
    return new PrepareJob(factory, idle, request, staging).run();
  }

  private Future<PrepareConclusion> run() {
    return loop.blocking(this::prepare)
        .compose(this::exchange, failure -> {
          // A worker without its directory is of no use any more.
          fit = !(failure instanceof NoSuchFileException);
          return loop.succeeded(new Failed(new PrepareError.CreateTmpFile(failure.toString())));
        })
        .compose(this::conclude);
  }

  /** Blocking: makes the output file and encodes the request, which copies the whole code. */
  private List<Payload> prepare() throws IOException {
    worker.dir().createOutput();
    return List.of(Payload.of(worker.program().dialect().encodePrepareRequest(request)));
  }

  private Future<PrepareOutcome> exchange(List<Payload> frames) {
    Duration wallLimit = request.prepTimeout().multipliedBy(options.wallFactor());
    return Exchange.run(loop, worker.channel(), frames, Unpooled.EMPTY_BUFFER, options.sendTimeout(), wallLimit)
        .compose(this::judge);
  }

  private Future<PrepareOutcome> judge(ExchangeEnd end) {
    if (end instanceof ExchangeEnd.Answered answered) {
      return decode(answered.payload());
    }
    if (end instanceof ExchangeEnd.NotSent notSent) {
      return loop.succeeded(new Unreachable(notSent.text()));
    }
    if (end instanceof ExchangeEnd.Ended ended) {
      return loop.succeeded(new Failed(new PrepareError.IoErr(ended.end().reason())));
    }
    evidence.add("no answer within the wall-clock limit");
    return loop.succeeded(new Failed(new PrepareError.TimedOut()));
  }

  private Future<PrepareOutcome> decode(byte[] payload) {
    PrepareResult result;
    try {
      result = worker.program().dialect().decodePrepareResult(payload);
    } catch (WireException e) {
      return loop.succeeded(new Failed(new PrepareError.IoErr(e.getMessage())));
    }
    if (result instanceof PrepareResult.Failure failure) {
      fit = survives(failure.error());
      return loop.succeeded(new Failed(failure.error()));
    }
    PrepareResult.Success success = (PrepareResult.Success) result;
    if (success.stats().cpuTime().compareTo(request.prepTimeout()) > 0) {
      return loop.succeeded(new Failed(new PrepareError.TimedOut()));
    }
    return loop.blocking(() -> takeOut(success));
  }

  /** Blocking: moves the artifact out of the worker's reach. */
  private PrepareOutcome takeOut(PrepareResult.Success success) {
    Path output = worker.dir().path().resolve(WorkerDir.PREPARED);
    try {
      // A link could lead to a file that only the host may read.
      if (!Files.isRegularFile(output, LinkOption.NOFOLLOW_LINKS) || Files.size(output) == 0) {
        return new Failed(new PrepareError.IoErr("the worker reported success but left no artifact in " + output));
      }
      fit = true;
      Files.move(output, staging, StandardCopyOption.ATOMIC_MOVE);
      return new Prepared(staging, success.checksum(), success.stats());
    } catch (IOException e) {
      return new Failed(new PrepareError.RenameTmpFile(e.toString(), Optional.of(output.toString()),
          Optional.of(staging.toString())));
    }
  }

  private static boolean survives(PrepareError error) {
    return !(error instanceof PrepareError.TimedOut || error instanceof PrepareError.JobDied
        || error instanceof PrepareError.OutOfMemory);
  }

  private Future<PrepareConclusion> conclude(PrepareOutcome outcome) {
    Duration wall = Duration.ofNanos(System.nanoTime() - started);
    return WorkerJobs.release(loop, worker, fit, evidence)
        .map(idle -> new PrepareConclusion(outcome, idle, wall, evidence));
  }
}
