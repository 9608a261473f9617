package io.pvfhost.wire.impl;

import io.pvfhost.scale.ScaleWriter;

import java.util.Objects;

/**
 * A field of a message that a dialect does not send: takes no bytes, and reads as what receivers of that dialect take
 * for granted.
 *
 * @param value what it reads as
 * @param <T> type of the field
 */
public record Unsent<T>(T value) implements Codec<T> {

  /** Checks the argument. */
  public Unsent {
    Objects.requireNonNull(value, "value");
  }

  @Override
  public void write(T ignored, ScaleWriter out) {
    // The dialect has no bytes for this field.
  }

  @Override
  public T read(FieldReader in) {
    return value;
  }
}
