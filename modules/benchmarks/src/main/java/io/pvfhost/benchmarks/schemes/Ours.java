package io.pvfhost.benchmarks.schemes;

import io.pvfhost.api.PvfClient;
import io.pvfhost.benchmarks.timed.TimedRequests;
import io.pvfhost.benchmarks.timed.TimerHost;
import io.pvfhost.benchmarks.workload.Arrival;
import io.pvfhost.cluster.ClusterNode;
import io.pvfhost.cluster.PeerBus.Registration;
import io.pvfhost.dispatch.DispatchOptions;
import io.pvfhost.dispatch.DispatchVerticle;
import io.vertx.core.Future;

import java.util.ArrayList;
import java.util.List;

/**
 * This project's way: a {@link DispatchVerticle} for the jobs of the node, and a host whose grants and adverts are real
 * and whose workers are timers.
 */
final class Ours extends Party {

  private final List<Registration> registrations = new ArrayList<>();
  private final ClusterNode node;
  private final TimedRequests requests;
  private PvfClient client;

  Ours(Setting setting) {
    super(setting);
    node = setting.member().node();
    requests = new TimedRequests(setting.codes(), setting.deadline());
  }

  @Override
  Future<?> join() {
    client = PvfClient.create(vertx);
    // A child of this verticle, so that it is undeployed with it.
    Future<String> dispatching = vertx.deployVerticle(new DispatchVerticle(new DispatchOptions(), node));
    return workers() == 0 ? dispatching : dispatching.compose(id -> serve());
  }

  private Future<Void> serve() {
    TimerHost host = new TimerHost(node.identity(), workers(), timers(), hosts(), node.bus()::publish, kept());
    Runnable unheard = node.membership().onLeft(id -> context.runOnContext(v -> host.lost(id)));
    registrations.add(() -> {
      unheard.run();
      host.stop();
      return Future.succeededFuture();
    });
    return node.bus().serveHost(host).map(registration -> {
      registrations.add(registration);
      host.start();
      return null;
    });
  }

  @Override
  Future<Long> submit(Arrival job) {
    return client.execute(requests.of(job)).map(TimedRequests::answer);
  }

  @Override
  public Future<?> stop() {
    return Future.join(registrations.stream().map(Registration::end).toList());
  }
}
