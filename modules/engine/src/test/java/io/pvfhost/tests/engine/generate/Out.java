package io.pvfhost.tests.engine.generate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/** Writes the pieces of the binary format. */
public final class Out {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Appends single bytes. */
  public Out u8(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  /** Appends an unsigned LEB128 number. */
  public Out unsigned(long value) {
    long rest = value;
    while (rest >>> 7 != 0) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return this;
  }

  /** Appends a signed LEB128 number. */
  public Out signed(long value) {
    long rest = value;
    while (rest < -64 || rest > 63) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
      rest >>= 7;
    }
    bytes.write((int) (rest & 0x7f));
    return this;
  }

  /** Appends the signed LEB128 number of the low 32 bits. */
  public Out signed32(long bits) {
    int value = (int) bits;
    return signed(value);
  }

  /** Appends the low bytes of a number, the lowest first. */
  public Out fixed(long value, int count) {
    for (int i = 0; i < count; i++) {
      bytes.write((int) (value >>> (8 * i)));
    }
    return this;
  }

  /** Appends bytes as they are. */
  public Out raw(byte[] content) {
    bytes.writeBytes(content);
    return this;
  }

  /** Appends a name. */
  public Out name(String name) {
    return sized(name.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends bytes with their length before them. */
  public Out sized(byte[] content) {
    return unsigned(content.length).raw(content);
  }

  /** Appends a vector. */
  public <T> Out vector(List<T> items, BiConsumer<Out, T> item) {
    unsigned(items.size());
    items.forEach(each -> item.accept(this, each));
    return this;
  }

  /** Appends a section. */
  public Out section(int id, Out content) {
    return u8(id).sized(content.bytes());
  }

  /** Returns a new writer that has the first eight bytes of a module. */
  public static Out module() {
    return new Out().u8(0, 'a', 's', 'm', 1, 0, 0, 0);
  }

  public byte[] bytes() {
    return bytes.toByteArray();
  }
}
