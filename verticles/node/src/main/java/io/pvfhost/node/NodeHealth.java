package io.pvfhost.node;

import io.pvfhost.api.PvfClient;
import io.pvfhost.api.StatusReply;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Whether a node lives, and whether it is ready for jobs.
 *
 * <p>Live: the event loop of the host answers, or the node is draining. Ready: the host takes jobs, a worker can be
 * had, and what the cluster shares has all of its backups, so that the next node may be stopped; from the moment at
 * which draining begins, not.
 */
final class NodeHealth {

  private static final long LIMIT_MILLIS = 3_000;

  private final PvfClient client;
  private final boolean workersOnDemand;
  private final BooleanSupplier draining;
  private final HealthChecks live;
  private final HealthChecks ready;

  /**
   * Checks of a node.
   *
   * @param client asks the node
   * @param node options of the node
   * @param cluster that the node is in
   * @param draining whether the node has begun to stop
   */
  NodeHealth(Vertx vertx, PvfClient client, NodeOptions node, Optional<ClusteredVertx> cluster,
      BooleanSupplier draining) {
    this.client = client;
    this.workersOnDemand = node.execute().getSpares() == 0;
    this.draining = draining;
    this.live = HealthChecks.create(vertx);
    this.ready = HealthChecks.create(vertx);
    if (node.hasWorkers()) {
      live.register("host", LIMIT_MILLIS, this::checkLife);
      ready.register("host", LIMIT_MILLIS, this::checkHost);
      ready.register("workers", LIMIT_MILLIS, this::checkWorkers);
    }
    cluster.ifPresent(joined -> ready.register("cluster", LIMIT_MILLIS, result -> joined.isSafe()
        .map(safe -> new Status().setOk(safe).setData(new JsonObject().put("members", joined.memberCount())))
        .onComplete(result)));
  }

  Future<CheckResult> live() {
    return live.checkStatus();
  }

  Future<CheckResult> ready() {
    return draining.getAsBoolean() ? Future.succeededFuture(CheckResult.from("host", drained())) : ready.checkStatus();
  }

  private void checkLife(Promise<Status> result) {
    if (draining.getAsBoolean()) {
      result.complete(Status.OK(new JsonObject().put("draining", true)));
    } else {
      client.status().map(status -> Status.OK()).onComplete(result);
    }
  }

  private void checkHost(Promise<Status> result) {
    client.status().map(status -> status.accepting() ? Status.OK() : drained()).onComplete(result);
  }

  private void checkWorkers(Promise<Status> result) {
    client.status().map(status -> hasWorkers(status.executeWorkers())).onComplete(result);
  }

  // Where workers are kept started, having none means that none starts.
  private Status hasWorkers(StatusReply.Workers workers) {
    JsonObject data = new JsonObject().put("live", workers.live()).put("spawning", workers.spawning());
    return workers.live() > 0 || workersOnDemand ? Status.OK(data) : Status.KO(data);
  }

  private static Status drained() {
    return Status.KO(new JsonObject().put("draining", true));
  }
}
