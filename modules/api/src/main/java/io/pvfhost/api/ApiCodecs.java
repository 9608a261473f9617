package io.pvfhost.api;

import io.pvfhost.api.impl.ClusterWire;
import io.pvfhost.api.impl.ExecuteWire;
import io.pvfhost.api.impl.PrepareWire;
import io.pvfhost.api.impl.StatusWire;
import io.pvfhost.api.impl.WireCodec;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.shareddata.LocalMap;

import java.util.List;

/**
 * The binary codecs of the messages. Every verticle that sends or serves them calls {@link #register} first;
 * {@link PvfClient#create} does so itself.
 */
public final class ApiCodecs {

  private static final String REGISTERED = "io.pvfhost.api.codecs";

  private ApiCodecs() {
  }

  /**
   * Registers the codecs as defaults of their types, once for each Vert.x instance: later calls do nothing. May be
   * called from any thread; the codecs are in place when any of these calls returns.
   *
   * @param vertx the instance
   */
  public static synchronized void register(Vertx vertx) {
    LocalMap<String, Boolean> registered = vertx.sharedData().getLocalMap(REGISTERED);
    if (registered.putIfAbsent(REGISTERED, true) == null) {
      all().forEach(codec -> register(vertx.eventBus(), codec));
    }
  }

  private static <T> void register(EventBus eventBus, WireCodec<T> codec) {
    eventBus.registerDefaultCodec(codec.type(), codec);
  }

  private static List<WireCodec<?>> all() {
    return List.of(ExecuteWire.REQUEST, ExecuteWire.REPLY, PrepareWire.REQUEST, PrepareWire.REPLY, StatusWire.REQUEST,
        StatusWire.REPLY, ClusterWire.REQUEST, ClusterWire.REPLY);
  }
}
