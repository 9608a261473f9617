package io.pvfhost.execute.impl;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;

import java.time.Duration;

/** Addresses and codecs between the verticles of one host. */
public final class LocalBus {

  /** Takes an {@link ArtifactRequest}, answers an {@link ArtifactReply}. */
  public static final String ARTIFACT = "pvf.v1.local.artifact";
  /** Takes the name of the asking verticle, answers a {@link PrepareStatus}. */
  public static final String PREPARE_STATUS = "pvf.v1.local.prepare-status";

  private LocalBus() {
  }

  /** Registers the codecs of the local messages. */
  public static void register(Vertx vertx) {
    LocalCodec.register(vertx, ArtifactRequest.class);
    LocalCodec.register(vertx, ArtifactReply.class);
    LocalCodec.register(vertx, PrepareStatus.class);
  }

  /** Options of a local request with a time limit. */
  public static DeliveryOptions within(Duration limit) {
    return new DeliveryOptions().setLocalOnly(true).setSendTimeout(Math.max(1, limit.toMillis()));
  }
}
