package io.pvfhost.cluster.impl;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;

import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;

/**
 * The binary form of what an operation is given or answers.
 *
 * @param blobBytes size of the value's blobs, so that the writer need not grow over them
 * @param writer writes a value
 * @param reader reads a value; what the value's type refuses is an {@link IllegalArgumentException}
 * @param <T> type of the value
 */
public record Body<T>(ToIntFunction<T> blobBytes, BiConsumer<T, ScaleWriter> writer, Reader<T> reader) {

  private static final int SMALL_FIELDS_BYTES = 512;

  /** Reads a value. */
  @FunctionalInterface
  public interface Reader<T> {

    /** Reads the value at the reader's position. */
    T read(ScaleReader in) throws ScaleException;
  }

  /** The form of a value without blobs. */
  static <T> Body<T> of(BiConsumer<T, ScaleWriter> writer, Reader<T> reader) {
    return new Body<>(value -> 0, writer, reader);
  }

  /** About how many bytes the value has. */
  int sizeHint(T value) {
    return SMALL_FIELDS_BYTES + blobBytes.applyAsInt(value);
  }

  /** Writes a value. */
  void write(T value, ScaleWriter out) {
    writer.accept(value, out);
  }

  /**
   * Reads a value that ends where the input does.
   *
   * @throws RefusedException MALFORMED, if it is not there or something else is
   */
  T read(ScaleReader in) throws RefusedException {
    try {
      T value = reader.read(in);
      in.end();
      return value;
    } catch (ScaleException | IllegalArgumentException bad) {
      throw RefusedException.Cause.MALFORMED.exception();
    }
  }
}
