package io.pvfhost.wire.impl;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleWriter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * An enum of the protocol as a table: one index byte, then the fields of the variant. Immutable; a dialect with one
 * variant more is this table and one line.
 *
 * @param <T> the sealed type of the variants
 */
final class Variants<T> implements Codec<T> {

  private final String name;
  private final List<Variant<? extends T>> variants;

  private Variants(String name, List<Variant<? extends T>> variants) {
    this.name = name;
    this.variants = variants;
  }

  /** A table without variants. */
  static <T> Variants<T> named(String name) {
    return new Variants<>(name, List.of());
  }

  /** Adds a variant with several fields. Variants are added in the order of their index, which starts at 0. */
  <V extends T> Variants<T> with(int index, Class<V> type, BiConsumer<V, ScaleWriter> writer, Reader<V> reader) {
    if (index != variants.size()) {
      throw new IllegalArgumentException(name + " variant " + index + " added as number " + variants.size());
    }
    List<Variant<? extends T>> all = new ArrayList<>(variants);
    all.add(new Variant<>(name + "." + type.getSimpleName(), type, writer, reader));
    return new Variants<>(name, List.copyOf(all));
  }

  /** Adds a variant with one field. */
  <V extends T, F> Variants<T> with(
      int index, Class<V> type, Codec<F> field, Function<V, F> get, Function<F, V> make) {
    return with(index, type, (value, out) -> field.write(get.apply(value), out), in -> make.apply(field.read(in)));
  }

  /** Adds a variant whose one field is a text. */
  <V extends T> Variants<T> text(int index, Class<V> type, Function<V, String> get, Function<String, V> make) {
    return with(index, type, (value, out) -> out.string(get.apply(value)), in -> make.apply(in.scale().string()));
  }

  /** Adds a variant without fields. */
  <V extends T> Variants<T> unit(int index, Class<V> type, V value) {
    return with(index, type, (ignored, out) -> { }, in -> value);
  }

  @Override
  public void write(T value, ScaleWriter out) {
    for (int index = 0; index < variants.size(); index++) {
      if (variants.get(index).write(index, value, out)) {
        return;
      }
    }
    throw new IllegalArgumentException(
        "the dialect has no " + name + " variant " + value.getClass().getSimpleName());
  }

  @Override
  public T read(FieldReader in) throws ScaleException {
    int offset = in.offset();
    int index = in.at(name).u8();
    if (index >= variants.size()) {
      throw new ScaleException(offset, "unknown variant " + index);
    }
    return variants.get(index).read(in);
  }

  /** Reads the fields of one variant. */
  @FunctionalInterface
  interface Reader<V> {
    V read(FieldReader in) throws ScaleException;
  }

  private record Variant<V>(String name, Class<V> type, BiConsumer<V, ScaleWriter> writer, Reader<V> reader) {

    boolean write(int index, Object value, ScaleWriter out) {
      if (!type.isInstance(value)) {
        return false;
      }
      out.u8(index);
      writer.accept(type.cast(value), out);
      return true;
    }

    V read(FieldReader in) throws ScaleException {
      in.at(name);
      return reader.read(in);
    }
  }
}
