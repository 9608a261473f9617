package io.pvfhost.wire.impl;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleWriter;

/**
 * How one value looks inside a message. Has no state; shared by all threads.
 *
 * @param <T> type of the value
 */
public interface Codec<T> {

  /**
   * Appends a value.
   *
   * @param value to write
   * @param out to append to
   * @throws IllegalArgumentException if the dialect cannot express the value
   */
  void write(T value, ScaleWriter out);

  /**
   * Reads a value, and nothing behind it.
   *
   * @param in stands at the value's first byte
   * @return the value
   * @throws ScaleException if the bytes are malformed, or mean nothing in the dialect
   */
  T read(FieldReader in) throws ScaleException;

  /**
   * A value that has no encoding in the dialect.
   *
   * @param value one of the records nested in a sealed message type
   */
  static IllegalArgumentException inexpressible(Object value) {
    Class<?> type = value.getClass();
    return new IllegalArgumentException(
        "the dialect has no " + type.getDeclaringClass().getSimpleName() + "." + type.getSimpleName());
  }
}
