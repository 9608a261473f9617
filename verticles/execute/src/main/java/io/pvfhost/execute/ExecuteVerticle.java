package io.pvfhost.execute;

import io.pvfhost.api.ApiCodecs;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfAddresses;
import io.pvfhost.api.RequestHandler;
import io.pvfhost.api.StatusRequest;
import io.pvfhost.cluster.ClusterNode;
import io.pvfhost.cluster.LoopTimers;
import io.pvfhost.execute.impl.Counters;
import io.pvfhost.execute.impl.ExecuteService;
import io.pvfhost.execute.impl.HostParts;
import io.pvfhost.execute.impl.LocalBus;
import io.pvfhost.execute.impl.MemberService;
import io.pvfhost.host.HostLoop;
import io.pvfhost.host.WorkerKind;
import io.pvfhost.scale.ExecutorParams;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Owns one host's execute workers and the jobs that use them. Runs on an event loop; deploy one instance a host, after
 * its {@link PrepareVerticle}.
 *
 * <p>Alone, it serves {@link PvfAddresses#EXECUTE}, and jobs that find no worker idle wait here. As a member of a
 * cluster it serves the {@linkplain io.pvfhost.cluster.HostOperations operations of a host} to this and other nodes,
 * whose dispatchers hold the jobs that wait, and advertises what it can take. In both forms it serves
 * {@link PvfAddresses#STATUS} in its own process.
 *
 * <p>Undeploying it takes no more jobs, lets running ones finish within the grace time, answers the others, and
 * leaves no process behind. A member tells the others first, and lets jobs that it has granted a worker to come.
 */
public final class ExecuteVerticle extends VerticleBase {

  private final ExecuteOptions options;
  private final Optional<ClusterNode> node;
  private final Counters counters = new Counters();
  private final List<MessageConsumer<?>> consumers = new ArrayList<>();
  private HostParts host;
  private ExecuteService service;
  private Optional<MemberService> member = Optional.empty();

  /** A host of its own, with a copy of {@code options}. */
  public ExecuteVerticle(ExecuteOptions options) {
    this.options = new ExecuteOptions(options);
    this.node = Optional.empty();
  }

  /** A host in a cluster, with a copy of {@code options}; the name of the node takes the place of the host id. */
  public ExecuteVerticle(ExecuteOptions options, ClusterNode node) {
    this.options = new ExecuteOptions(options).setHostId(node.identity().name());
    this.node = Optional.of(node);
  }

  /**
   * What has happened so far in this host and between it and its peers, for metrics; a name that is not there has not
   * happened.
   * May be called from any thread.
   *
   * <pre>
   * primed             runs that made an idle worker warm
   * withdrawn          running jobs whose requester withdrew them or was gone
   * lease_gone         jobs that came when the worker was not held for them any more
   * block_data_wrong   streams of block data that were not what was announced
   * code_pulled        validation code got from another node
   * code_not_found     validation code that no node gave
   * code_wrong         validation code that was not what was asked for
   * code_sent          validation code sent to another node
   * code_damaged       files of validation code that were gone or damaged
   * </pre>
   */
  public Map<String, Long> counters() {
    return counters.snapshot();
  }

  @Override
  public Future<?> start() {
    ApiCodecs.register(vertx);
    LocalBus.register(vertx);
    HostLoop loop = HostLoop.of(vertx, context);
    return HostParts.open(loop, WorkerKind.EXECUTE, options).compose(parts -> {
      host = parts;
      parts.pool().start(ExecutorParams.EMPTY);
      service = new ExecuteService(vertx, parts, options, counters);
      return node.isPresent() ? join(loop, node.get()) : serveAlone();
    }).recover(this::abandonStart);
  }

  /** A verticle whose start fails is never stopped, so it leaves nothing behind by itself. */
  private Future<Void> abandonStart(Throwable failure) {
    return stop().transform(stopped -> Future.failedFuture(failure));
  }

  private Future<Void> serveAlone() {
    return serve(
        vertx.eventBus().localConsumer(PvfAddresses.EXECUTE,
            new RequestHandler<>(ExecuteRequest.class, service::execute)),
        vertx.eventBus().localConsumer(PvfAddresses.STATUS,
            new RequestHandler<>(StatusRequest.class, asked -> service.status())));
  }

  private Future<Void> join(HostLoop loop, ClusterNode cluster) {
    return MemberService.join(loop, new LoopTimers(vertx), cluster, host, service, options, counters)
        .compose(joined -> {
          member = Optional.of(joined);
          return serve(vertx.eventBus().localConsumer(PvfAddresses.STATUS,
              new RequestHandler<>(StatusRequest.class, asked -> joined.status())));
        });
  }

  private Future<Void> serve(MessageConsumer<?>... served) {
    consumers.addAll(List.of(served));
    return Future.join(consumers.stream().map(MessageConsumer::completion).toList()).mapEmpty();
  }

  @Override
  public Future<?> stop() {
    if (host == null) {
      return Future.succeededFuture();
    }
    Duration grace = Duration.ofMillis(options.getGraceTime());
    long started = System.nanoTime();
    return member.map(joined -> joined.drain(grace)).orElseGet(Future::succeededFuture)
        .compose(drained -> close(grace.minusNanos(System.nanoTime() - started)))
        .transform(closed -> member.map(MemberService::leave).orElseGet(Future::succeededFuture))
        .transform(left -> Future.join(consumers.stream().map(MessageConsumer::unregister).toList()));
  }

  private Future<Void> close(Duration grace) {
    // Closing the pool refuses the jobs that wait for a worker at once.
    Future<Void> answered = service.drain(grace);
    return host.close(grace).transform(closed -> answered);
  }
}
