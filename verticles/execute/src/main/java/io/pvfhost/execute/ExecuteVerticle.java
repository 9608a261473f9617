package io.pvfhost.execute;

import io.pvfhost.api.ApiCodecs;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfAddresses;
import io.pvfhost.api.RequestHandler;
import io.pvfhost.api.StatusRequest;
import io.pvfhost.execute.impl.ExecuteService;
import io.pvfhost.execute.impl.HostParts;
import io.pvfhost.execute.impl.LocalBus;
import io.pvfhost.host.HostLoop;
import io.pvfhost.host.WorkerKind;
import io.pvfhost.scale.ExecutorParams;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Owns one host's execute workers and the jobs that wait for them. Serves {@link PvfAddresses#EXECUTE} and
 * {@link PvfAddresses#STATUS}. Runs on an event loop; deploy one instance a host, after its {@link PrepareVerticle}.
 *
 * <p>Undeploying it takes no more jobs, lets running ones finish within the grace time, answers the others, and
 * leaves no process behind.
 */
public final class ExecuteVerticle extends VerticleBase {

  private final ExecuteOptions options;
  private final List<MessageConsumer<?>> consumers = new ArrayList<>();
  private HostParts host;
  private ExecuteService service;

  /** A verticle with a copy of {@code options}. */
  public ExecuteVerticle(ExecuteOptions options) {
    this.options = new ExecuteOptions(options);
  }

  @Override
  public Future<?> start() {
    ApiCodecs.register(vertx);
    LocalBus.register(vertx);
    HostLoop loop = HostLoop.of(vertx, context);
    return HostParts.open(loop, WorkerKind.EXECUTE, options).compose(parts -> {
      host = parts;
      parts.pool().start(ExecutorParams.EMPTY);
      service = new ExecuteService(vertx, parts, options);
      return serve();
    }).recover(this::abandonStart);
  }

  /** A verticle whose start fails is never stopped, so it leaves nothing behind by itself. */
  private Future<Void> abandonStart(Throwable failure) {
    return stop().transform(stopped -> Future.failedFuture(failure));
  }

  private Future<Void> serve() {
    consumers.add(vertx.eventBus().consumer(PvfAddresses.EXECUTE,
        new RequestHandler<>(ExecuteRequest.class, service::execute)));
    consumers.add(vertx.eventBus().consumer(PvfAddresses.STATUS,
        new RequestHandler<>(StatusRequest.class, asked -> service.status())));
    return Future.join(consumers.stream().map(MessageConsumer::completion).toList()).mapEmpty();
  }

  @Override
  public Future<?> stop() {
    if (host == null) {
      return Future.succeededFuture();
    }
    // Closing the pool refuses the jobs that wait for a worker at once.
    Duration grace = Duration.ofMillis(options.getGraceTime());
    Future<Void> answered = service.drain(grace);
    return host.close(grace)
        .transform(closed -> answered)
        .transform(drained -> Future.join(consumers.stream().map(MessageConsumer::unregister).toList()));
  }
}
