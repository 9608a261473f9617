package io.pvfhost.execute.impl;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.shareddata.LocalMap;

/**
 * Passes immutable values between verticles of one JVM by reference. They name files of this host and must never
 * leave it.
 *
 * @param <T> type of the value
 */
final class LocalCodec<T> implements MessageCodec<T, T> {

  private static final String REGISTERED = "io.pvfhost.execute.codecs";

  private final Class<T> type;

  private LocalCodec(Class<T> type) {
    this.type = type;
  }

  /** Makes a type fit for the local bus; once for each Vert.x instance, later calls do nothing. */
  static <T> void register(Vertx vertx, Class<T> type) {
    LocalMap<String, Boolean> registered = vertx.sharedData().getLocalMap(REGISTERED);
    if (registered.putIfAbsent(type.getName(), true) == null) {
      vertx.eventBus().registerDefaultCodec(type, new LocalCodec<>(type));
    }
  }

  @Override
  public void encodeToWire(Buffer buffer, T value) {
    throw new IllegalStateException(type.getName() + " stays in its JVM");
  }

  @Override
  public T decodeFromWire(int position, Buffer buffer) {
    throw new IllegalStateException(type.getName() + " stays in its JVM");
  }

  @Override
  public T transform(T value) {
    return value;
  }

  @Override
  public String name() {
    return type.getName();
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
