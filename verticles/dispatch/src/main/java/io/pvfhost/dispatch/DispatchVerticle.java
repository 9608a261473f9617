package io.pvfhost.dispatch;

import io.pvfhost.api.ApiCodecs;
import io.pvfhost.api.ClusterRequest;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfAddresses;
import io.pvfhost.api.RequestHandler;
import io.pvfhost.cluster.ClusterNode;
import io.pvfhost.cluster.LoopTimers;
import io.pvfhost.cluster.PeerBus.Registration;
import io.pvfhost.dispatch.core.DispatchStats;
import io.pvfhost.dispatch.core.Dispatcher;
import io.pvfhost.dispatch.impl.ClusterReports;
import io.pvfhost.dispatch.impl.CodeService;
import io.pvfhost.dispatch.impl.JobTimer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Takes the jobs of this process and has them run by whichever host of the cluster has an idle worker. Serves
 * {@link PvfAddresses#EXECUTE} and {@link PvfAddresses#CLUSTER} in its own process, and the code of its jobs to the
 * hosts. Runs on an event loop; deploy one instance a process. It needs no {@code ExecuteVerticle} beside it.
 *
 * <p>Undeploying it takes no more jobs, lets outstanding ones go on within the grace time, and withdraws the others,
 * which are answered UNAVAILABLE.
 */
public final class DispatchVerticle extends VerticleBase {

  private final DispatchOptions options;
  private final ClusterNode node;
  private final List<Registration> registrations = new ArrayList<>();
  private volatile Dispatcher dispatcher;

  /** A dispatcher of a node, with a copy of {@code options}. */
  public DispatchVerticle(DispatchOptions options, ClusterNode node) {
    this.options = new DispatchOptions(options);
    this.node = Objects.requireNonNull(node, "node");
  }

  /**
   * What was done so far. May be called from any thread.
   *
   * @throws IllegalStateException before the verticle has been deployed
   */
  public DispatchStats stats() {
    Dispatcher deployed = dispatcher;
    if (deployed == null) {
      throw new IllegalStateException("the verticle has not been deployed");
    }
    return deployed.stats();
  }

  @Override
  public Future<?> start() {
    ApiCodecs.register(vertx);
    dispatcher = new Dispatcher(options.toSettings(), node.identity(), node.bus(), node.streams(),
        new LoopTimers(vertx), ThreadLocalRandom.current().nextLong());
    dispatcher.start();
    Runnable unheard = node.membership().onLeft(id -> context.runOnContext(left -> dispatcher.left(id)));
    registrations.add(() -> {
      unheard.run();
      return Future.succeededFuture();
    });
    return register(node.bus().serveRequester(new CodeService(dispatcher, node.streams(), options)))
        .compose(served -> register(node.bus().listen(dispatcher::advert)))
        .compose(heard -> serve())
        .recover(this::abandonStart);
  }

  private Future<Void> register(Future<Registration> registration) {
    return registration.map(registered -> {
      registrations.add(registered);
      return null;
    });
  }

  private Future<Void> serve() {
    JobTimer timer = new JobTimer();
    MessageConsumer<ExecuteRequest> jobs = vertx.eventBus().localConsumer(PvfAddresses.EXECUTE,
        new RequestHandler<>(ExecuteRequest.class, request -> timer.measure(dispatcher.execute(request))));
    ClusterReports reports = new ClusterReports(dispatcher, node, options);
    MessageConsumer<ClusterRequest> cluster = vertx.eventBus().localConsumer(PvfAddresses.CLUSTER,
        new RequestHandler<>(ClusterRequest.class, asked -> reports.report()));
    registrations.add(jobs::unregister);
    registrations.add(cluster::unregister);
    return Future.join(jobs.completion(), cluster.completion()).mapEmpty();
  }

  /** A verticle whose start fails is never stopped, so it leaves nothing behind by itself. */
  private Future<Void> abandonStart(Throwable failure) {
    dispatcher.close();
    return unregister().transform(ended -> Future.failedFuture(failure));
  }

  @Override
  public Future<?> stop() {
    long timer = vertx.setTimer(Math.max(1, options.getGraceTime()), over -> dispatcher.close());
    return dispatcher.drain().compose(quiet -> {
      vertx.cancelTimer(timer);
      dispatcher.close();
      return unregister();
    });
  }

  private Future<Void> unregister() {
    return Future.join(registrations.stream().map(Registration::end).toList()).mapEmpty();
  }
}
