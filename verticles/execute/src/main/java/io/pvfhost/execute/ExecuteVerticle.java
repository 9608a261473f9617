package io.pvfhost.execute;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Placeholder signature for modules being written at the same time. */
public final class ExecuteVerticle extends VerticleBase {

  private final ExecuteOptions options;

  /** @param options copied */
  public ExecuteVerticle(ExecuteOptions options) {
    this.options = new ExecuteOptions(options);
  }

  @Override
  public Future<?> start() {
    return Future.succeededFuture(options);
  }
}
