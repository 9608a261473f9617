package io.pvfhost.worker;

import io.pvfhost.engine.BlobException;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.InternalValidationError;
import io.pvfhost.wire.WireException;
import io.pvfhost.wire.WorkerError;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The program {@code execute-worker}: validates candidates, one at a time, until its host closes the connection (spec
 * 1.5 and 5.1). Runs on the main thread.
 */
final class ExecuteWorker {
  /** Far above what ordinary code needs: a heap that grew beyond holds the memory of a guest that is gone. */
  private static final long LARGE_HEAP_BYTES = 256L << 20;

  private final WorkerProfile profile;
  private final WorkerArguments arguments;
  private final Log log;

  ExecuteWorker(WorkerProfile profile, WorkerArguments arguments, Log log) {
    this.profile = profile;
    this.arguments = arguments;
    this.log = log;
  }

  /** Returns never: ends with a {@link WorkerExit} that gives the reason. */
  void run() throws WorkerExit, IOException, InterruptedException {
    StartUp startUp = new StartUp(arguments, log);
    try (HostConnection host = startUp.connect()) {
      startUp.handshake(host, profile.dialect());
      ExecuteJob job = new ExecuteJob(Path.of(arguments.workerDirPath()), PvfEngine.create(arguments.rules()),
          readParams(host), log);
      warmUp(job);
      while (true) {
        serve(host, job);
      }
    }
  }

  private static void warmUp(ExecuteJob job) throws WorkerExit, InterruptedException {
    try {
      job.warmUp();
    } catch (BlobException unusable) {
      throw WorkerExit.failure("cannot unpack what this worker packed itself: " + unusable.getMessage());
    }
  }

  private void serve(HostConnection host, ExecuteJob job) throws WorkerExit, IOException, InterruptedException {
    Answer<ExecuteResult> answer = job.answer(readRequest(host));
    host.write(profile.dialect().encodeExecuteResult(answer.result()));
    if (answer.last()) {
      throw WorkerExit.failure("the last job leaves this process unfit for another");
    }
    returnHeap();
  }

  /** Gives the memory of a large job back to the system while nobody waits. */
  private static void returnHeap() {
    Runtime runtime = Runtime.getRuntime();
    if (runtime.totalMemory() > LARGE_HEAP_BYTES) {
      runtime.gc();
    }
  }

  private ExecutorParams readParams(HostConnection host) throws WorkerExit {
    try {
      byte[] payload = host.read().orElseThrow(WorkerExit::hostGone);
      return profile.dialect().decodeExecuteHandshake(payload).params();
    } catch (IOException | WireException unreadable) {
      throw report(host, "cannot read the execute handshake: " + unreadable.getMessage());
    }
  }

  private ExecuteRequest readRequest(HostConnection host) throws WorkerExit {
    Dialect dialect = profile.dialect();
    try {
      List<byte[]> frames = host.read(dialect.executeRequestFrames()).orElseThrow(WorkerExit::hostGone);
      return dialect.decodeExecuteRequest(frames);
    } catch (WireException undecodable) {
      log.error(undecodable.getMessage());
      throw report(host, "execute pvf recv_request: failed to decode " + undecodable.messageName());
    } catch (IOException unreadable) {
      throw report(host, unreadable.getMessage());
    }
  }

  /** Tells the host, if it still listens, that its message did not arrive. */
  private WorkerExit report(HostConnection host, String text) {
    WorkerError error = new WorkerError.Internal(new InternalValidationError.HostCommunication(text));
    try {
      host.write(profile.dialect().encodeExecuteResult(new ExecuteResult.Failure(error)));
    } catch (IOException gone) {
      log.debug("the host does not listen any more: " + gone.getMessage());
    }
    return WorkerExit.failure(text);
  }
}
