package io.pvfhost.host;

import io.pvfhost.host.impl.ChannelEnd;
import io.pvfhost.host.impl.WorkerChannel;
import io.pvfhost.scale.ExecutorParams;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * One live worker: its process, its connection and its directory, which end together.
 *
 * <p>Owned by the loop it was made on. The worker is dead as soon as its connection ends or its process exits,
 * whatever is first; the process's exit waits a moment for the connection, so that an answer still in the socket is
 * not lost.
 */
public final class WorkerHandle {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerHandle.class);
  /** How long data of an exited process may stay in its socket before the connection is given up. */
  private static final Duration DRAIN_TIME = Duration.ofMillis(250);
  /** How long a process that has closed its connection may take to exit, so that its own status is seen. */
  private static final Duration EXIT_TIME = Duration.ofMillis(100);
  /** How long a killed process may take to be reaped; longer only when the kernel holds it in a system call. */
  private static final Duration REAP_TIME = Duration.ofSeconds(2);

  private final HostLoop loop;
  private final WorkerProgram program;
  private final ExecutorParams params;
  private final WorkerProcess process;
  private final String confinement;
  private final WorkerDir dir;
  private final Promise<ChannelEnd> ended;
  private final Future<WorkerExit> exit;
  private final RecentWork recentWork = new RecentWork();
  private final long started = System.nanoTime();
  private WorkerChannel channel;
  private Future<Optional<WorkerExit>> killed;
  private int jobs;

  WorkerHandle(HostLoop loop, WorkerProgram program, ExecutorParams params, WorkerProcess process, String confinement,
      WorkerDir dir) {
    this.loop = loop;
    this.program = program;
    this.params = params;
    this.process = process;
    this.confinement = confinement;
    this.dir = dir;
    this.ended = loop.promise();
    this.exit = loop.follow(process.exit());
    exit.onSuccess(status -> loop.timer(DRAIN_TIME, () -> onExit(status)));
  }

  private void onExit(WorkerExit status) {
    disconnect("the worker " + status.describe());
  }

  private void disconnect(String reason) {
    if (channel != null) {
      channel.end(reason);
    } else {
      ended.tryComplete(new ChannelEnd(true, reason));
    }
  }

  void attach(WorkerChannel connected) {
    channel = connected;
  }

  /** The owner of the connection while no job listens. */
  WorkerChannel.Listener owner() {
    return new WorkerChannel.Listener() {
      @Override
      public void onFrame(byte[] payload) {
        channel.fail("the worker sent a frame of " + payload.length + " bytes without a job");
      }

      @Override
      public void onEnd(ChannelEnd end) {
        ended.tryComplete(end);
      }
    };
  }

  /** What the process runs. */
  public WorkerProgram program() {
    return program;
  }

  /** The executor params that the worker was started with and keeps for life. */
  public ExecutorParams params() {
    return params;
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** How the process is confined, see {@link WorkerSpawner#confinement()}. */
  public String confinement() {
    return confinement;
  }

  /** Number of jobs the worker has been given. */
  public int jobs() {
    return jobs;
  }

  /** Time since the worker was started. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /** The worker's directory. */
  WorkerDir dir() {
    return dir;
  }

  WorkerChannel channel() {
    return channel;
  }

  /** CPU time of the live process; blocking, a read of a kernel file. */
  Optional<Duration> cpuTime() {
    return process.cpuTime();
  }

  /** What the pool has used the worker for. */
  RecentWork recentWork() {
    return recentWork;
  }

  void countJob() {
    jobs++;
  }

  /** Completes with the reason once the worker is dead, whether idle or busy. */
  public Future<ChannelEnd> ended() {
    return ended.future();
  }

  /** Completes once the process has been reaped. */
  public Future<WorkerExit> exit() {
    return exit;
  }

  /**
   * Ends the worker: sends SIGKILL, closes the connection, waits until the process is reaped and removes the directory.
   * A worker that has closed its connection itself is about to exit and gets 100 ms to do so, for its exit status is
   * evidence. Never fails; empty when the process could not be reaped within 2 s. May be called again.
   */
  public Future<Optional<WorkerExit>> kill() {
    if (killed == null) {
      // Set first: the end of the connection ends a job, which asks for the kill too.
      Promise<Optional<WorkerExit>> done = loop.promise();
      killed = done.future();
      boolean leaving = ended.future().isComplete() && ended.future().result().quiet();
      (leaving ? exited(EXIT_TIME) : loop.succeeded(Optional.<WorkerExit>empty()))
          .compose(status -> status.isPresent() ? loop.succeeded(status) : killNow())
          .compose(status -> loop.blocking(() -> removeDir(status)))
          .onComplete(done);
    }
    return killed;
  }

  private Future<Optional<WorkerExit>> killNow() {
    process.kill();
    disconnect("the host ended the worker");
    return exited(REAP_TIME).onSuccess(status -> {
      if (status.isEmpty()) {
        LOG.warn("worker {} was killed but is not gone after {} s", process.pid(), REAP_TIME.toSeconds());
      }
    });
  }

  /** The exit, or nothing after some time. */
  private Future<Optional<WorkerExit>> exited(Duration limit) {
    Promise<Optional<WorkerExit>> promise = loop.promise();
    long timer = loop.timer(limit, () -> promise.tryComplete(Optional.empty()));
    exit.onComplete(result -> {
      loop.cancelTimer(timer);
      promise.tryComplete(Optional.ofNullable(result.result()));
    });
    return promise.future();
  }

  private Optional<WorkerExit> removeDir(Optional<WorkerExit> status) {
    try {
      dir.delete();
    } catch (IOException e) {
      LOG.warn("directory {} of worker {} could not be removed: {}", dir.path(), process.pid(), e.toString());
    }
    return status;
  }

  @Override
  public String toString() {
    return program.kind().subcommand() + " " + process.pid();
  }
}
