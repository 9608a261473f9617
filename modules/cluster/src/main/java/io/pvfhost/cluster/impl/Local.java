package io.pvfhost.cluster.impl;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.shareddata.LocalMap;

/** Messages of a process to itself: immutable, by reference, never as bytes. */
public final class Local {

  private static final String REGISTERED = "io.pvfhost.cluster.codecs";

  private Local() {
  }

  /**
   * Asks for an operation.
   *
   * @param op the operation
   * @param request what it is given; null where that is nothing
   */
  public record Call(Op<?, ?> op, Object request) {
  }

  /**
   * Answers an operation.
   *
   * @param value what it answers; null where that is nothing
   */
  public record Answer(Object value) {
  }

  /** Registers the codecs, once for each Vert.x instance: later calls do nothing. */
  public static synchronized void register(Vertx vertx) {
    LocalMap<String, Boolean> registered = vertx.sharedData().getLocalMap(REGISTERED);
    if (registered.putIfAbsent(REGISTERED, true) == null) {
      register(vertx.eventBus(), Call.class);
      register(vertx.eventBus(), Answer.class);
    }
  }

  private static <T> void register(EventBus eventBus, Class<T> type) {
    eventBus.registerDefaultCodec(type, new ReferenceCodec<>("pvf.v1.local." + type.getSimpleName()));
  }

  private record ReferenceCodec<T>(String name) implements MessageCodec<T, T> {

    @Override
    public void encodeToWire(Buffer buffer, T message) {
      throw new UnsupportedOperationException(name + " does not leave the process");
    }

    @Override
    public T decodeFromWire(int pos, Buffer buffer) {
      throw new UnsupportedOperationException(name + " does not come from another process");
    }

    @Override
    public T transform(T message) {
      return message;
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
