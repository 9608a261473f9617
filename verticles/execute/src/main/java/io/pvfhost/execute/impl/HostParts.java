package io.pvfhost.execute.impl;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.execute.HostOptions;
import io.pvfhost.host.EmbeddedWorker;
import io.pvfhost.host.ExternalWorker;
import io.pvfhost.host.HostLoop;
import io.pvfhost.host.PoolOptions;
import io.pvfhost.host.ProcessBuilderSpawner;
import io.pvfhost.host.RunDir;
import io.pvfhost.host.WorkerFactory;
import io.pvfhost.host.WorkerHostOptions;
import io.pvfhost.host.WorkerKind;
import io.pvfhost.host.WorkerPool;
import io.pvfhost.host.WorkerProgram;
import io.pvfhost.host.WorkerSpawner;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.ExecuteHandshake;
import io.vertx.core.Future;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a verticle needs to have workers: a scratch directory, the program, and a pool over both.
 *
 * @param loop the verticle's loop
 * @param runDir the scratch directory of this run
 * @param program the workers' program
 * @param factory starts workers
 * @param pool the workers
 */
public record HostParts(HostLoop loop, RunDir runDir, WorkerProgram program, WorkerFactory factory, WorkerPool pool) {

  /** Opens the directory and finds the program on a worker thread; the pool has not been started. */
  public static Future<HostParts> open(HostLoop loop, WorkerKind kind, HostOptions<?> options) {
    Path cache = Path.of(options.getCacheDirectory());
    return loop.blocking(() -> {
      WorkerProgram program = program(kind, options, cache);
      return make(loop, RunDir.open(cache), program, options);
    });
  }

  private static HostParts make(HostLoop loop, RunDir runDir, WorkerProgram program, HostOptions<?> options) {
    WorkerHostOptions hostOptions = WorkerHostOptions.in(runDir.path(), Path.of(options.getSocketDirectory()))
        .withAcceptTimeout(Duration.ofMillis(options.getAcceptTimeout()))
        .withSendTimeout(Duration.ofMillis(options.getSendTimeout()))
        .withMaxFrameBytes(options.getMaxFrameBytes());
    WorkerFactory factory = new WorkerFactory(loop, spawner(options), hostOptions);
    return new HostParts(loop, runDir, program, factory, new WorkerPool(factory, program, poolOptions(options)));
  }

  private static WorkerProgram program(WorkerKind kind, HostOptions<?> options, Path cache) throws IOException {
    if (options.getWorkerCommand().isEmpty()) {
      return EmbeddedWorker.program(kind, options.getRules(), cache);
    }
    String dialect = options.getWorkerDialect();
    return ExternalWorker.program(kind, options.getWorkerCommand(), options.getWorkerVersion(),
        dialect.equals(HostOptions.AUTO_DIALECT) ? Dialect::ofNodeVersion : version -> Dialect.named(dialect),
        options.getRules());
  }

  private static WorkerSpawner spawner(HostOptions<?> options) {
    WorkerSpawner spawner = new ProcessBuilderSpawner();
    return options.getWorkerCommand().isEmpty()
        ? EmbeddedWorker.restoring(spawner, Path.of(options.getCacheDirectory())) : spawner;
  }

  private static PoolOptions poolOptions(HostOptions<?> options) {
    return new PoolOptions(options.getWorkers(), options.getSpares(), options.getQueueLimit(),
        options.getMaxJobsPerWorker(), Duration.ofMillis(options.getMaxWorkerAge()),
        Duration.ofMillis(options.getIdleTime()),
        Duration.ofMillis(options.getMinBackOff()), Duration.ofMillis(options.getMaxBackOff()),
        options.getSpawnAttempts());
  }

  /**
   * Makes sure that the workers can be told of some executor params.
   *
   * @throws PvfException if their dialect has no place for one of them
   */
  void refuseUnsupported(ExecutorParams params) {
    try {
      program.dialect().encodeExecuteHandshake(new ExecuteHandshake(params));
    } catch (IllegalArgumentException e) {
      throw new PvfException(FailureCode.UNAVAILABLE,
          "the workers of this host cannot be given these executor params: " + e.getMessage());
    }
  }

  /** Ends the workers, the running jobs within the grace time, and removes the scratch directory. */
  public Future<Void> close(Duration grace) {
    return pool.close(grace).compose(gone -> loop.blocking(() -> {
      runDir.close();
      return null;
    }));
  }
}
