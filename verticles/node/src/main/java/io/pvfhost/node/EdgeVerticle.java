package io.pvfhost.node;

import io.pvfhost.api.JsonEdge;
import io.pvfhost.api.PvfAddresses;
import io.pvfhost.api.PvfClient;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Serves {@link PvfAddresses#JSON}: jobs as JSON, from within this process. */
final class EdgeVerticle extends VerticleBase {

  @Override
  public Future<?> start() {
    return vertx.eventBus().localConsumer(PvfAddresses.JSON, new JsonEdge(PvfClient.create(vertx))).completion();
  }
}
