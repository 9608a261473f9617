package io.pvfhost.benchmarks;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.PvfClientOptions;
import io.pvfhost.api.Verdict;
import io.pvfhost.execute.ExecuteOptions;
import io.pvfhost.execute.ExecuteVerticle;
import io.pvfhost.execute.PrepareOptions;
import io.pvfhost.execute.PrepareVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A host in this JVM with worker processes of its own, and a client on an event loop of its own. */
final class BenchHost implements AutoCloseable {

  /** No single step of a benchmark takes longer. */
  static final long LIMIT_SECONDS = 300;
  /** So many jobs that no worker is replaced during a benchmark. */
  private static final int MANY_JOBS = 1_000_000_000;

  private final Vertx vertx;
  private final PvfClient client;
  private final LoopVerticle loop = new LoopVerticle();
  private final ExecuteVerticle execute;

  private BenchHost(ExecuteVerticle execute) {
    this.execute = execute;
    vertx = newVertx();
    client = PvfClient.create(vertx, new PvfClientOptions().setMaxOutstanding(1 << 20));
  }

  static Vertx newVertx() {
    return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  }

  /**
   * Starts a host whose execute workers are those of {@code options}; its prepare workers are always the embedded ones.
   */
  static BenchHost start(Workspace workspace, Consumer<ExecuteOptions> options) throws TimeoutException {
    return start(workspace, options, prepare -> { });
  }

  /** Starts a host whose workers of both kinds are those of the options. */
  static BenchHost start(Workspace workspace, Consumer<ExecuteOptions> options,
      Consumer<PrepareOptions> prepareOptions) throws TimeoutException {
    ExecuteOptions execute = new ExecuteOptions().setCacheDirectory(workspace.cache().toString())
        .setSocketDirectory(workspace.sockets().toString()).setMaxJobsPerWorker(MANY_JOBS).setSpares(0);
    options.accept(execute);
    PrepareOptions prepare = new PrepareOptions().setCacheDirectory(workspace.cache().toString())
        .setSocketDirectory(workspace.sockets().toString()).setWorkers(1).setSpares(0);
    prepareOptions.accept(prepare);
    BenchHost host = new BenchHost(new ExecuteVerticle(execute));
    await(host.vertx.deployVerticle(new PrepareVerticle(prepare))
        .compose(id -> host.vertx.deployVerticle(host.execute))
        .compose(id -> host.vertx.deployVerticle(host.loop)));
    return host;
  }

  static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  PvfClient client() {
    return client;
  }

  LoopVerticle loop() {
    return loop;
  }

  /** Waits until the execute verticle has counted so many happenings. */
  void awaitCount(String name, long count) throws TimeoutException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (execute.counters().getOrDefault(name, 0L) < count) {
      if (System.nanoTime() > end) {
        throw new TimeoutException("no " + count + " times " + name + " within " + LIMIT_SECONDS + " s");
      }
      Thread.sleep(10);
    }
  }

  /** Runs one job and waits for its answer. */
  ExecuteReply run(ExecuteRequest request) throws TimeoutException {
    return await(loop.call(() -> client.execute(request)));
  }

  /** Runs one job that must be valid. */
  ExecuteReply runValid(ExecuteRequest request) throws TimeoutException {
    return requireValid(run(request));
  }

  static ExecuteReply requireValid(ExecuteReply reply) {
    if (reply.verdict() != Verdict.VALID) {
      throw new IllegalStateException("the job " + reply.jobId() + " is not valid: " + reply.reason());
    }
    return reply;
  }

  @Override
  public void close() throws TimeoutException {
    await(vertx.close());
  }
}
