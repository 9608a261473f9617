package io.pvfhost.execute;

import io.pvfhost.api.ApiCodecs;
import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.PvfAddresses;
import io.pvfhost.api.RequestHandler;
import io.pvfhost.execute.impl.ArtifactRequest;
import io.pvfhost.execute.impl.HostParts;
import io.pvfhost.execute.impl.LocalBus;
import io.pvfhost.execute.impl.PrepareService;
import io.pvfhost.host.ArtifactStore;
import io.pvfhost.host.HostLoop;
import io.pvfhost.host.WorkerKind;
import io.pvfhost.scale.ExecutorParams;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Owns one host's artifacts and prepare workers. Serves {@link PvfAddresses#PREPARE}, and the host's own
 * {@link ExecuteVerticle}. Runs on an event loop; deploy one instance a host, before the {@link ExecuteVerticle}.
 */
public final class PrepareVerticle extends VerticleBase {

  private final PrepareOptions options;
  private final List<MessageConsumer<?>> consumers = new ArrayList<>();
  private HostParts host;

  /** A verticle with a copy of {@code options}. */
  public PrepareVerticle(PrepareOptions options) {
    this.options = new PrepareOptions(options);
  }

  @Override
  public Future<?> start() {
    ApiCodecs.register(vertx);
    LocalBus.register(vertx);
    HostLoop loop = HostLoop.of(vertx, context);
    Path artifacts = Path.of(options.getCacheDirectory()).resolve("artifacts");
    return HostParts.open(loop, WorkerKind.PREPARE, options)
        .compose(parts -> {
          host = parts;
          return ArtifactStore.open(loop, artifacts, parts.runDir().path(), options.getArtifactBytes(),
              parts.program().dialect());
        })
        .compose(store -> {
          host.pool().start(ExecutorParams.EMPTY);
          return serve(new PrepareService(host, store, options));
        })
        .recover(this::abandonStart);
  }

  /** A verticle whose start fails is never stopped, so it leaves nothing behind by itself. */
  private Future<Void> abandonStart(Throwable failure) {
    return stop().transform(stopped -> Future.failedFuture(failure));
  }

  private Future<Void> serve(PrepareService service) {
    consumers.add(vertx.eventBus().localConsumer(PvfAddresses.PREPARE,
        new RequestHandler<PrepareRequest, PrepareReply>(PrepareRequest.class, service::prepare)));
    consumers.add(vertx.eventBus().localConsumer(LocalBus.ARTIFACT,
        new RequestHandler<>(ArtifactRequest.class, service::artifact)));
    consumers.add(vertx.eventBus().localConsumer(LocalBus.PREPARE_STATUS,
        new RequestHandler<>(String.class, asker -> service.status())));
    return Future.join(consumers.stream().map(MessageConsumer::completion).toList()).mapEmpty();
  }

  @Override
  public Future<?> stop() {
    return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
        .transform(done -> host == null ? Future.succeededFuture()
            : host.close(Duration.ofMillis(options.getGraceTime())));
  }
}
