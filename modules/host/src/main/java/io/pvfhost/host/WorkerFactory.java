package io.pvfhost.host;

import io.pvfhost.scale.ExecutorParams;
import io.vertx.core.Future;

import java.util.Objects;

/**
 * Brings workers from a program to idle: directory, socket, process, rendezvous and handshake (protocol, section 1.4).
 * Belongs to one loop.
 */
public final class WorkerFactory {

  private final HostLoop loop;
  private final WorkerSpawner spawner;
  private final WorkerHostOptions options;

  /** A factory whose workers belong to {@code loop}. */
  public WorkerFactory(HostLoop loop, WorkerSpawner spawner, WorkerHostOptions options) {
    this.loop = Objects.requireNonNull(loop, "loop");
    this.spawner = Objects.requireNonNull(spawner, "spawner");
    this.options = Objects.requireNonNull(options, "options");
  }

  /**
   * Starts one worker.
   *
   * @param params sent to an execute worker in its handshake; a prepare worker is told them with every job
   * @return the idle worker, or a {@link SpawnException} after which no process, socket or directory is left
   */
  public Future<IdleWorker> start(WorkerProgram program, ExecutorParams params) {
    return new WorkerStart(loop, spawner, options, program, params).run();
  }

  /** The loop that workers belong to. */
  public HostLoop loop() {
    return loop;
  }

  /** Directories and limits. */
  public WorkerHostOptions options() {
    return options;
  }
}
