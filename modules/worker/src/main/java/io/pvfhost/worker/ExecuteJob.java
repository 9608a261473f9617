package io.pvfhost.worker;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.BlobException;
import io.pvfhost.engine.EngineFault;
import io.pvfhost.engine.Execution;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.LoadedPvf;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.Digests;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.scale.ValidationParamsExtension;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.InternalValidationError;
import io.pvfhost.wire.JobError;
import io.pvfhost.wire.JobResponse;
import io.pvfhost.wire.WorkerError;
import io.pvfhost.wire.WorkerResponse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Answers requests of an execute worker one after the other (spec 5.1 to 5.3), on the worker's main thread. Executor
 * params are fixed for its life.
 *
 * <p>A job runs on a thread where spec 5.3 has a process, so its end is seen as follows:
 *
 * <pre>
 * process                          thread                                             answer
 * CPU time at least T              the same, of the job's thread                      JobTimedOut
 * exited with a response           returned one                                       that response
 * panicked                         threw anything else than the two below             JobError(Panic)
 * killed by a signal               threw a VirtualMachineError (heap exhausted, ..)   JobDied
 * (none)                           threw an EngineFault: no fault of the candidate    Internal(Kernel)
 * could not start a thread         could not start a thread                           JobError(CouldNotSpawnThread)
 * </pre>
 *
 * <p>What the guest does to its own memory and stack is judged by the engine and never arrives here as an error, so a
 * {@code VirtualMachineError} is the fault of this process and says nothing about the candidate.
 */
final class ExecuteJob {
  private static final String ARTIFACT = "artifact";
  private static final String UNLOADABLE = "execute: Other error happened while constructing the runtime: ";
  /** Stack of the job beyond what is promised to the guest (spec 5.2). */
  private static final long HOST_STACK_BYTES = 2L << 20;
  /**
   * JVM stack for one item of the logical stack. A frame counts two items at least (spec 6.3) and takes a few hundred
   * bytes when interpreted, less when compiled, so the logical limit lies well before the end of this stack. More would
   * be of no use and do harm: unwinding a stack takes the JVM a hundred bytes of native memory for each frame, which a
   * recursion without end through 258 MiB turned into 1 GiB that the process kept.
   */
  private static final long STACK_BYTES_PER_ITEM = 512;

  private static final Duration WARM_UP_BUDGET = Duration.ofSeconds(5);
  private static final ValidationParams WARM_UP_PARAMS =
      new ValidationParams(Bytes.EMPTY, Bytes.EMPTY, 0, Hash.ZERO, Optional.empty());

  private final int povBombLimit;
  private final Path artifactFile;
  private final PvfEngine engine;
  private final ArtifactCache cache;
  private final ExecutionLimits limits;
  private final JobRunner runner;
  private final Log log;

  ExecuteJob(Path workerDir, PvfEngine engine, ExecutorParams params, Log log) {
    this.povBombLimit = engine.rules().povBombLimit();
    this.artifactFile = workerDir.resolve(ARTIFACT);
    this.engine = engine;
    this.cache = new ArtifactCache(engine);
    this.limits = ExecutionLimits.of(params);
    this.runner = new JobRunner(stackBytes(params));
    this.log = log;
  }

  private static long stackBytes(ExecutorParams params) {
    return HOST_STACK_BYTES
        + Math.min(params.stackNativeMax(), STACK_BYTES_PER_ITEM * params.stackLogicalMax());
  }

  /** Answers one request. Takes no longer than its CPU budget, plus what reading and unpacking the input takes. */
  Answer<ExecuteResult> answer(ExecuteRequest request) throws InterruptedException {
    try {
      Bytes artifact = Bytes.wrap(Files.readAllBytes(artifactFile));
      if (corrupted(artifact, request.artifactChecksum())) {
        return withoutJob(new JobResponse.CorruptedArtifact());
      }
      byte[] blockData = MaybeCompressed.decompress(request.blockData().array(), povBombLimit);
      return run(artifact, params(request, blockData), request.timeout());
    } catch (IOException unreadable) {
      String text = OsText.of(unreadable);
      log.error("cannot read " + artifactFile + ": " + text);
      return Answer.last(failure(new WorkerError.Internal(new InternalValidationError.CouldNotOpenFile(text))));
    } catch (BlobException bad) {
      log.debug("PoV: " + bad.getMessage());
      return withoutJob(new JobResponse.PoVDecompressionFailure());
    } catch (OutOfMemoryError exhausted) {
      return died(exhausted);
    }
  }

  /**
   * Unpacks a blob and runs the built-in code twice, as jobs are run, so that the first real one does not pay for
   * loading the engine. What it leaves are loaded classes; neither its artifact nor its thread is kept.
   */
  void warmUp() throws InterruptedException, BlobException {
    MaybeCompressed.decompress(MaybeCompressed.compress(new byte[1]), 1);
    JobOutcome<JobResponse> outcome = runner.run("warm-up", WARM_UP_BUDGET, JobRunner.Watch.NONE, () -> {
      LoadedPvf pvf = engine.load(WarmUpCode.artifact(engine.rules()).array());
      pvf.execute(WARM_UP_PARAMS, limits);
      return response(pvf.execute(WARM_UP_PARAMS, limits));
    });
    if (!(outcome instanceof JobOutcome.Finished<JobResponse> finished)
        || !(finished.value() instanceof JobResponse.Ok)) {
      log.warn("starting cold, the warm-up ended with " + outcome);
    }
  }

  private Answer<ExecuteResult> run(Bytes artifact, ValidationParams params, Duration timeout)
      throws InterruptedException {
    JobOutcome<JobResponse> outcome =
        runner.run("execute-job", timeout, JobRunner.Watch.NONE, () -> execute(artifact, params));
    if (outcome instanceof JobOutcome.Finished<JobResponse> finished) {
      return Answer.more(new ExecuteResult.Response(
          new WorkerResponse(finished.value(), finished.cpuTime(), params.blockData().length())));
    }
    if (outcome instanceof JobOutcome.Stopped<JobResponse> stopped) {
      return new Answer<>(failure(new WorkerError.JobTimedOut()), !stopped.ended());
    }
    if (outcome instanceof JobOutcome.NotStarted<JobResponse> notStarted) {
      return jobError(new JobError.CouldNotSpawnThread(notStarted.reason()));
    }
    Throwable thrown = ((JobOutcome.Threw<JobResponse>) outcome).cause();
    if (thrown instanceof VirtualMachineError fault) {
      return died(fault);
    }
    if (thrown instanceof EngineFault fault) {
      log.error("engine failed", fault);
      return Answer.last(failure(new WorkerError.Internal(
          new InternalValidationError.Kernel("the worker cannot judge this: " + fault.getMessage()))));
    }
    log.error("job panicked", thrown);
    return jobError(new JobError.Panic(thrown.toString()));
  }

  /** Runs on the job's thread; everything in here is charged to the job. */
  private JobResponse execute(Bytes artifact, ValidationParams params) {
    LoadedPvf pvf;
    try {
      pvf = cache.load(artifact);
    } catch (ArtifactException unloadable) {
      return new JobResponse.RuntimeConstruction(UNLOADABLE + unloadable.getMessage());
    }
    return response(pvf.execute(params, limits));
  }

  private static JobResponse response(Execution execution) {
    if (execution instanceof Execution.Completed completed) {
      return new JobResponse.Ok(completed.result());
    }
    if (execution instanceof Execution.InvalidCandidate invalid) {
      return new JobResponse.InvalidCandidate(invalid.text());
    }
    if (execution instanceof Execution.RuntimeConstruction failed) {
      return new JobResponse.RuntimeConstruction(failed.text());
    }
    throw new IllegalStateException("unknown outcome " + execution);
  }

  private static boolean corrupted(Bytes artifact, Optional<Bytes> checksum) {
    return checksum.isPresent() && !Arrays.equals(Digests.twox256(artifact.array()), checksum.get().array());
  }

  private static ValidationParams params(ExecuteRequest request, byte[] blockData) {
    return new ValidationParams(
        request.pvd().parentHead(),
        Bytes.wrap(blockData),
        request.pvd().relayParentNumber(),
        request.pvd().relayParentStorageRoot(),
        extension(request));
  }

  private static Optional<ValidationParamsExtension> extension(ExecuteRequest request) {
    return request.context()
        .filter(context -> context.version().equals(CandidateDescriptorVersion.V3))
        .map(context -> new ValidationParamsExtension(context.relayParent(), context.schedulingParent()));
  }

  private Answer<ExecuteResult> died(VirtualMachineError fault) {
    log.error("job died: " + fault);
    return Answer.last(failure(new WorkerError.JobDied(fault.toString(), (int) ProcessHandle.current().pid())));
  }

  private static Answer<ExecuteResult> jobError(JobError error) {
    return Answer.more(failure(new WorkerError.JobFailed(error)));
  }

  private static Answer<ExecuteResult> withoutJob(JobResponse response) {
    return Answer.more(new ExecuteResult.Response(new WorkerResponse(response, Duration.ZERO, 0)));
  }

  private static ExecuteResult failure(WorkerError error) {
    return new ExecuteResult.Failure(error);
  }
}
