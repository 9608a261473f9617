package io.pvfhost.worker;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.BlobException;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Digests;
import io.pvfhost.wire.MemoryStats;
import io.pvfhost.wire.PrepareError;
import io.pvfhost.wire.PrepareJobKind;
import io.pvfhost.wire.PrepareRequest;
import io.pvfhost.wire.PrepareResult;
import io.pvfhost.wire.PrepareStats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Answers requests of a prepare worker one after the other (spec 7.2), on the worker's main thread.
 *
 * <p>A failure that lies in the code is deterministic and may vote it down, so nothing that may lie in this process is
 * reported as one. Exhausted memory is OutOfMemory if the limit of the params explains it. By the limit that this
 * process has of its own it is IoErr, as is what the engine cannot do though the rules allow it, or does wrong. An
 * exhausted stack is JobDied.
 */
final class PrepareJob {
  private static final String ARTIFACT = "tmp-artifact";
  /** The compiler does not recurse over the code; the JVM's verifier needs little. Reserved, not used up. */
  private static final long STACK_BYTES = 8L << 20;

  private final Path artifactFile;
  private final PvfEngine engine;
  private final JobRunner runner = new JobRunner(STACK_BYTES);
  private final Log log;

  /** Either an artifact or an error. */
  private record Prepared(Bytes artifact, int codeLength, PrepareError error) {
    static Prepared failed(PrepareError error) {
      return new Prepared(Bytes.EMPTY, 0, error);
    }
  }

  PrepareJob(Path workerDir, PvfEngine engine, Log log) {
    this.artifactFile = workerDir.resolve(ARTIFACT);
    this.engine = engine;
    this.log = log;
  }

  /** Answers one request; on success the artifact is in the worker dir. */
  Answer<PrepareResult> answer(PrepareRequest request) throws InterruptedException {
    MemoryWatch memory = new MemoryWatch(request.executorParams().precheckingMaxMemory().orElse(0));
    JobOutcome<Prepared> outcome =
        runner.run("prepare-job", request.prepTimeout(), memory, () -> prepare(request));
    if (outcome instanceof JobOutcome.Finished<Prepared> finished) {
      return finished(finished.value(), finished.cpuTime(), memory);
    }
    if (outcome instanceof JobOutcome.Stopped<Prepared> stopped) {
      return stopped(stopped);
    }
    if (outcome instanceof JobOutcome.NotStarted<Prepared> notStarted) {
      return failure(new PrepareError.IoErr("cannot start the job's thread: " + notStarted.reason()));
    }
    return threw(((JobOutcome.Threw<Prepared>) outcome).cause(), memory);
  }

  /** Runs on the job's thread; everything in here is charged to the job. */
  private Prepared prepare(PrepareRequest request) {
    try {
      byte[] code = MaybeCompressed.decompress(
          request.maybeCompressedCode().array(), (int) Math.min(Integer.MAX_VALUE - 8, request.codeBombLimit()));
      byte[] artifact = engine.prepare(code, request.executorParams()).artifact();
      engine.verify(artifact); // what the JVM refuses must fail here, not in front of a candidate
      if (request.kind() == PrepareJobKind.PRECHECKING) {
        engine.checkLinks(artifact, request.executorParams());
      }
      return new Prepared(Bytes.wrap(artifact), code.length, null);
    } catch (BlobException bad) {
      return Prepared.failed(new PrepareError.CouldNotDecompressCodeBlob(bad.getMessage()));
    } catch (PrepareFailure refused) {
      return Prepared.failed(error(refused));
    } catch (ArtifactException faulty) {
      return Prepared.failed(new PrepareError.IoErr(faulty.getMessage()));
    }
  }

  private static PrepareError error(PrepareFailure refused) {
    String text = refused.getMessage();
    return switch (refused.kind()) {
      case PREVALIDATION -> new PrepareError.Prevalidation(text);
      case PREPARATION -> new PrepareError.Preparation(text);
      case RUNTIME_CONSTRUCTION -> new PrepareError.RuntimeConstruction(text);
      case INTERNAL -> new PrepareError.IoErr(text);
    };
  }

  private Answer<PrepareResult> finished(Prepared prepared, Duration cpuTime, MemoryWatch memory) {
    if (memory.overBudget()) {
      return Answer.last(new PrepareResult.Failure(new PrepareError.OutOfMemory()));
    }
    if (prepared.error() != null) {
      return failure(prepared.error());
    }
    try {
      Files.write(artifactFile, prepared.artifact().array());
    } catch (IOException unwritable) {
      log.error("cannot write " + artifactFile + ": " + unwritable);
      return failure(new PrepareError.IoErr(OsText.of(unwritable)));
    }
    return Answer.more(new PrepareResult.Success(
        Bytes.wrap(Digests.blake3_256(prepared.artifact().array())),
        new PrepareStats(cpuTime, stats(memory), prepared.codeLength())));
  }

  private static Answer<PrepareResult> stopped(JobOutcome.Stopped<Prepared> stopped) {
    if (stopped.reason() == JobOutcome.Reason.MEMORY) {
      return Answer.last(new PrepareResult.Failure(new PrepareError.OutOfMemory()));
    }
    return new Answer<>(new PrepareResult.Failure(new PrepareError.TimedOut()), !stopped.ended());
  }

  private Answer<PrepareResult> threw(Throwable thrown, MemoryWatch memory) {
    if (thrown instanceof OutOfMemoryError && memory.limitFitsHeap()) {
      return Answer.last(new PrepareResult.Failure(new PrepareError.OutOfMemory()));
    }
    if (thrown instanceof OutOfMemoryError exhausted) {
      // By a limit of ours and none of the chain: told as what it is, and nothing to vote the code down for.
      log.error("out of memory", exhausted);
      return Answer.last(new PrepareResult.Failure(new PrepareError.IoErr("out of memory: this worker's own limit of "
          + (Runtime.getRuntime().maxMemory() >> 20) + " MiB does not do (" + exhausted.getMessage() + ")")));
    }
    log.error("job panicked", thrown);
    if (thrown instanceof VirtualMachineError) {
      int pid = (int) ProcessHandle.current().pid();
      return Answer.last(new PrepareResult.Failure(new PrepareError.JobDied(thrown.toString(), pid)));
    }
    return failure(new PrepareError.JobError(thrown.toString()));
  }

  private static MemoryStats stats(MemoryWatch memory) {
    OptionalLong resident = memory.maxResident();
    Optional<MemoryStats.Tracker> tracker = resident.isPresent()
        ? Optional.of(new MemoryStats.Tracker(resident.getAsLong(), memory.maxUsed()))
        : Optional.empty();
    return new MemoryStats(tracker, ProcStatus.read().maxResidentKib(), memory.peakGrowth());
  }

  private static Answer<PrepareResult> failure(PrepareError error) {
    return Answer.more(new PrepareResult.Failure(error));
  }
}
