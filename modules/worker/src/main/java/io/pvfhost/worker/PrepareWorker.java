package io.pvfhost.worker;

import io.pvfhost.engine.PvfEngine;
import io.pvfhost.wire.PrepareRequest;
import io.pvfhost.wire.PrepareResult;
import io.pvfhost.wire.WireException;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The program {@code prepare-worker}: turns validation code into artifacts, one at a time, until its host closes the
 * connection (spec 1.5 and 7.2). Runs on the main thread. A request that cannot be read ends it without an answer.
 */
final class PrepareWorker {
  private final WorkerProfile profile;
  private final WorkerArguments arguments;
  private final Log log;

  PrepareWorker(WorkerProfile profile, WorkerArguments arguments, Log log) {
    this.profile = profile;
    this.arguments = arguments;
    this.log = log;
  }

  /** Returns never: ends with a {@link WorkerExit} that gives the reason. */
  void run() throws WorkerExit, IOException, InterruptedException {
    StartUp startUp = new StartUp(arguments, log);
    try (HostConnection host = startUp.connect()) {
      startUp.handshake(host, profile.dialect());
      PrepareJob job = new PrepareJob(Path.of(arguments.workerDirPath()), PvfEngine.create(arguments.rules()), log);
      while (true) {
        serve(host, job);
      }
    }
  }

  private void serve(HostConnection host, PrepareJob job) throws WorkerExit, IOException, InterruptedException {
    Answer<PrepareResult> answer = job.answer(readRequest(host));
    host.write(profile.dialect().encodePrepareResult(answer.result()));
    if (answer.last()) {
      throw WorkerExit.failure("the last job leaves this process unfit for another");
    }
  }

  private PrepareRequest readRequest(HostConnection host) throws WorkerExit, IOException {
    try {
      return profile.dialect().decodePrepareRequest(host.read().orElseThrow(WorkerExit::hostGone));
    } catch (WireException undecodable) {
      throw WorkerExit.failure("cannot read the request: " + undecodable.getMessage());
    }
  }
}
