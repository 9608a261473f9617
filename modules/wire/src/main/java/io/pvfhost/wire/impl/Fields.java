package io.pvfhost.wire.impl;

import io.pvfhost.scale.Encodable;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;

import java.time.Duration;
import java.util.function.BiConsumer;

/** Codecs of single fields. */
final class Fields {

  private Fields() {
  }

  /** A type that knows its own encoding. */
  static <T extends Encodable> Codec<T> encodable(String name, Reader<T> reader) {
    return field(name, Encodable::encodeTo, reader);
  }

  static Codec<Duration> duration(String name) {
    return field(name, (value, out) -> out.duration(value), ScaleReader::duration);
  }

  static <T> Codec<T> field(String name, BiConsumer<T, ScaleWriter> writer, Reader<T> reader) {
    return new Field<>(name, writer, reader);
  }

  /** Reads a field of which the name is known already. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ScaleReader in) throws ScaleException;
  }

  private record Field<T>(String name, BiConsumer<T, ScaleWriter> writer, Reader<T> reader) implements Codec<T> {

    @Override
    public void write(T value, ScaleWriter out) {
      writer.accept(value, out);
    }

    @Override
    public T read(FieldReader in) throws ScaleException {
      return reader.read(in.at(name));
    }
  }
}
