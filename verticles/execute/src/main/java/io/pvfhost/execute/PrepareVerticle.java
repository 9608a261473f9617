package io.pvfhost.execute;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Placeholder signature for modules being written at the same time. */
public final class PrepareVerticle extends VerticleBase {

  private final PrepareOptions options;

  /** @param options copied */
  public PrepareVerticle(PrepareOptions options) {
    this.options = new PrepareOptions(options);
  }

  @Override
  public Future<?> start() {
    return Future.succeededFuture(options);
  }
}
