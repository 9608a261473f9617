package io.pvfhost.tests.api;

import io.pvfhost.api.impl.ClusterWire;
import io.pvfhost.api.impl.ExecuteWire;
import io.pvfhost.api.impl.PrepareWire;
import io.pvfhost.api.impl.StatusWire;
import io.pvfhost.api.impl.WireCodec;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

import java.util.List;

/** Codecs that carry every local message through its bytes, as if the receiver were in another JVM. */
final class ThroughWire {

  private ThroughWire() {
  }

  /** Puts them in place of the usual ones, whose registration then finds its work done. */
  static void register(Vertx vertx) {
    vertx.sharedData().getLocalMap("io.pvfhost.api.codecs").put("io.pvfhost.api.codecs", true);
    List.of(ExecuteWire.REQUEST, ExecuteWire.REPLY, PrepareWire.REQUEST, PrepareWire.REPLY, StatusWire.REQUEST,
        StatusWire.REPLY, ClusterWire.REQUEST, ClusterWire.REPLY).forEach(codec -> register(vertx, codec));
  }

  private static <T> void register(Vertx vertx, WireCodec<T> codec) {
    vertx.eventBus().registerDefaultCodec(codec.type(), new Codec<>(codec));
  }

  private record Codec<T>(WireCodec<T> wire) implements MessageCodec<T, T> {

    @Override
    public T transform(T message) {
      Buffer buffer = Buffer.buffer();
      wire.encodeToWire(buffer, message);
      return wire.decodeFromWire(0, buffer);
    }

    @Override
    public void encodeToWire(Buffer buffer, T message) {
      wire.encodeToWire(buffer, message);
    }

    @Override
    public T decodeFromWire(int pos, Buffer buffer) {
      return wire.decodeFromWire(pos, buffer);
    }

    @Override
    public String name() {
      return "test." + wire.name();
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
