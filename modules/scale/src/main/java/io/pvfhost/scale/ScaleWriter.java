package io.pvfhost.scale;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Writes SCALE values one after the other (protocol, section 3.1). Not thread-safe. */
public final class ScaleWriter {

  /** Writes one item of a list or an option. */
  @FunctionalInterface
  public interface ItemWriter<T> {

    /** Writes the item. */
    void write(ScaleWriter out, T item);
  }

  private static final int INITIAL_BYTES = 128;

  private byte[] data;
  private int length;

  /** A writer for small values, which grows as needed. */
  public ScaleWriter() {
    this(INITIAL_BYTES);
  }

  /** A writer with room for {@code capacity} bytes, which grows as needed. */
  public ScaleWriter(int capacity) {
    this.data = new byte[capacity];
  }

  /**
   * An unsigned number of 8 bits.
   *
   * @throws IllegalArgumentException if it has more
   */
  public ScaleWriter u8(int value) {
    Checks.range(value, 0xff, "u8");
    // The index is computed first: reserving may replace the array.
    int at = reserve(1);
    data[at] = (byte) value;
    return this;
  }

  /**
   * An unsigned number of 16 bits.
   *
   * @throws IllegalArgumentException if it has more
   */
  public ScaleWriter u16(int value) {
    Checks.range(value, 0xffff, "u16");
    int at = reserve(2);
    LittleEndian.putShort(data, at, (short) value);
    return this;
  }

  /**
   * An unsigned number of 32 bits.
   *
   * @throws IllegalArgumentException if it has more
   */
  public ScaleWriter u32(long value) {
    Checks.u32(value, "u32");
    return i32((int) value);
  }

  /** The bits of an unsigned number. */
  public ScaleWriter u64(long value) {
    return i64(value);
  }

  /** A signed number of 32 bits. */
  public ScaleWriter i32(int value) {
    int at = reserve(4);
    LittleEndian.putInt(data, at, value);
    return this;
  }

  /** A signed number of 64 bits. */
  public ScaleWriter i64(long value) {
    int at = reserve(8);
    LittleEndian.putLong(data, at, value);
    return this;
  }

  /** One byte, 0 or 1. */
  public ScaleWriter bool(boolean value) {
    return u8(value ? 1 : 0);
  }

  /** A compact number in its shortest form; the bits of an unsigned number. */
  public ScaleWriter compact(long value) {
    if (value >= 0 && value < 1L << 6) {
      return u8((int) value << 2);
    }
    if (value >= 0 && value < 1L << 14) {
      return u16((int) value << 2 | 1);
    }
    if (value >= 0 && value < 1L << 30) {
      return i32((int) value << 2 | 2);
    }
    int count = (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / 8;
    u8((count - 4) << 2 | 3);
    int at = reserve(count);
    for (int i = 0; i < count; i++) {
      data[at + i] = (byte) (value >>> (8 * i));
    }
    return this;
  }

  /** {@code Vec<u8>}: the length and the bytes. */
  public ScaleWriter bytes(Bytes value) {
    return compact(value.length()).raw(value.array());
  }

  /** The bytes without a length. */
  public ScaleWriter raw(byte[] value) {
    int at = reserve(value.length);
    System.arraycopy(value, 0, data, at, value.length);
    return this;
  }

  /** 32 raw bytes. */
  public ScaleWriter hash(Hash value) {
    return raw(value.bytes().array());
  }

  /** UTF-8 text; half a surrogate pair, which has no form in UTF-8, becomes a question mark. */
  public ScaleWriter string(String value) {
    return bytes(Bytes.wrap(value.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Seconds as u64 and nanoseconds as u32.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public ScaleWriter duration(Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("negative duration " + value);
    }
    return u64(value.getSeconds()).u32(value.getNano());
  }

  /** The number of items and the items. */
  public <T> ScaleWriter list(List<T> items, ItemWriter<? super T> writer) {
    compact(items.size());
    for (T item : items) {
      writer.write(this, item);
    }
    return this;
  }

  /** 0, or 1 and the value. */
  public <T> ScaleWriter option(Optional<T> value, ItemWriter<? super T> writer) {
    bool(value.isPresent());
    if (value.isPresent()) {
      writer.write(this, value.get());
    }
    return this;
  }

  /** The encoding of a value. */
  public ScaleWriter value(Encodable value) {
    value.encodeTo(this);
    return this;
  }

  /** Number of bytes written. */
  public int length() {
    return length;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(data, length);
  }

  /** A copy of what was written. */
  public Bytes toBytes() {
    return Bytes.wrap(toByteArray());
  }

  private int reserve(int count) {
    int at = length;
    int needed = Math.addExact(length, count);
    if (needed > data.length) {
      data = Arrays.copyOf(data, Math.max(needed, (int) Math.min(2L * data.length, Integer.MAX_VALUE - 8)));
    }
    length = needed;
    return at;
  }
}
