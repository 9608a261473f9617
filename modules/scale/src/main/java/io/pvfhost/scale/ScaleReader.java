package io.pvfhost.scale;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads SCALE values from the front of a range of bytes (protocol, section 3.1).
 *
 * <p>Strict: a compact number in a longer form than needed, a boolean other than 0 and 1, text that is not UTF-8,
 * nanoseconds of a second or more, a length above its limit and input that ends early are {@link ScaleException}s
 * that give the offset of the value. No length read from the input makes it allocate more than the input holds. Not
 * thread-safe.
 */
public final class ScaleReader {

  /** Reads one item of a list or an option. */
  @FunctionalInterface
  public interface ItemReader<T> {

    /** Reads the item at the reader's position. */
    T read(ScaleReader in) throws ScaleException;
  }

  private static final long U32_MASK = 0xffff_ffffL;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final byte[] data;
  private final int start;
  private final int limit;
  private int position;

  /** Reads from a whole array, which is not copied. */
  public ScaleReader(byte[] data) {
    this(data, 0, data.length);
  }

  /** Reads from part of an array, which is not copied. */
  public ScaleReader(byte[] data, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, data.length);
    this.data = data;
    this.start = offset;
    this.position = offset;
    this.limit = offset + length;
  }

  /** A byte, unsigned. */
  public int u8() throws ScaleException {
    return data[take(1, "u8")] & 0xff;
  }

  /** Two bytes, unsigned. */
  public int u16() throws ScaleException {
    return LittleEndian.getShort(data, take(2, "u16")) & 0xffff;
  }

  /** Four bytes, unsigned. */
  public long u32() throws ScaleException {
    return LittleEndian.getInt(data, take(4, "u32")) & U32_MASK;
  }

  /** Eight bytes, the bits of an unsigned number. */
  public long u64() throws ScaleException {
    return LittleEndian.getLong(data, take(8, "u64"));
  }

  /** Four bytes, signed. */
  public int i32() throws ScaleException {
    return LittleEndian.getInt(data, take(4, "i32"));
  }

  /** Eight bytes, signed. */
  public long i64() throws ScaleException {
    return LittleEndian.getLong(data, take(8, "i64"));
  }

  /** One byte that is 0 or 1. */
  public boolean bool() throws ScaleException {
    int at = offset();
    int value = u8();
    if (value > 1) {
      throw new ScaleException(at, "bool is " + value + ", not 0 or 1");
    }
    return value == 1;
  }

  /** A compact number up to 2^64 - 1, the bits of an unsigned number. */
  public long compact() throws ScaleException {
    int at = offset();
    int first = u8();
    return switch (first & 3) {
      case 0 -> first >> 2;
      case 1 -> minimal(at, (first | compactRest(at, 1) << 8) >>> 2, 1L << 6);
      case 2 -> minimal(at, (first | compactRest(at, 3) << 8) >>> 2, 1L << 14);
      default -> bigCompact(at, (first >> 2) + 4);
    };
  }

  private long bigCompact(int at, int count) throws ScaleException {
    if (count > 8) {
      throw new ScaleException(at, "compact number of " + count + " bytes, at most 8 are taken");
    }
    long value = compactRest(at, count);
    if (count == 4) {
      return minimal(at, value, 1L << 30);
    }
    if (value >>> (8 * (count - 1)) == 0) {
      throw notMinimal(at);
    }
    return value;
  }

  private long compactRest(int at, int count) throws ScaleException {
    if (remaining() < count) {
      throw new ScaleException(at, "compact number needs " + count + " more bytes, " + remaining() + " are left");
    }
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (data[position++] & 0xffL) << (8 * i);
    }
    return value;
  }

  private static long minimal(int at, long value, long least) throws ScaleException {
    if (value < least) {
      throw notMinimal(at);
    }
    return value;
  }

  private static ScaleException notMinimal(int at) {
    return new ScaleException(at, "compact number is not in its shortest form");
  }

  /** A compact count of bytes or items that is at most {@code max}; {@code what} names it in the error. */
  public int compactLength(int max, String what) throws ScaleException {
    int at = offset();
    long length = compact();
    if (Long.compareUnsigned(length, max) > 0) {
      throw new ScaleException(at, what + " is " + Long.toUnsignedString(length) + ", at most " + max + " is allowed");
    }
    return (int) length;
  }

  /** {@code Vec<u8>} of any length. */
  public Bytes bytes() throws ScaleException {
    return bytes(Integer.MAX_VALUE);
  }

  /** {@code Vec<u8>} of at most {@code maxLength} bytes. */
  public Bytes bytes(int maxLength) throws ScaleException {
    return Bytes.wrap(raw(compactLength(maxLength, "length of bytes")));
  }

  /**
   * Exactly {@code count} bytes.
   *
   * @throws IllegalArgumentException if {@code count} is negative
   */
  public byte[] raw(int count) throws ScaleException {
    if (count < 0) {
      throw new IllegalArgumentException("negative count " + count);
    }
    int from = take(count, "bytes");
    return Arrays.copyOfRange(data, from, from + count);
  }

  /**
   * Passes over bytes without copying them.
   *
   * @return the offset of the first
   * @throws IllegalArgumentException if {@code count} is negative
   */
  public int skip(int count) throws ScaleException {
    if (count < 0) {
      throw new IllegalArgumentException("negative count " + count);
    }
    return take(count, "bytes") - start;
  }

  /** 32 raw bytes. */
  public Hash hash() throws ScaleException {
    return Hash.of(raw(Hash.LENGTH));
  }

  /** UTF-8 text of any length. */
  public String string() throws ScaleException {
    return string(Integer.MAX_VALUE);
  }

  /** UTF-8 text of at most {@code maxBytes} bytes. */
  public String string(int maxBytes) throws ScaleException {
    int at = offset();
    int length = compactLength(maxBytes, "length of text");
    int from = take(length, "text");
    ByteBuffer bytes = ByteBuffer.wrap(data, from, length);
    // A fresh decoder reports bad input, where the constructor of String would replace it. No text has more chars.
    CharBuffer text = CharBuffer.allocate(length);
    if (StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true).isError()) {
      throw new ScaleException(at, "text is not UTF-8 from its byte " + (bytes.position() - from) + " on");
    }
    return text.flip().toString();
  }

  /** Seconds as u64 and nanoseconds as u32; more seconds than fit a signed number are an error. */
  public Duration duration() throws ScaleException {
    int at = offset();
    long seconds = u64();
    if (seconds < 0) {
      throw new ScaleException(at, "duration of " + Long.toUnsignedString(seconds) + " seconds, at most "
          + Long.MAX_VALUE + " are allowed");
    }
    long nanos = u32();
    if (nanos >= NANOS_PER_SECOND) {
      throw new ScaleException(at,
          "duration with " + nanos + " nanoseconds, fewer than " + NANOS_PER_SECOND + " are allowed");
    }
    return Duration.ofSeconds(seconds, nanos);
  }

  /** A list of as many items as there can be in what remains, each having at least one byte. */
  public <T> List<T> list(ItemReader<T> item) throws ScaleException {
    int at = offset();
    int count = compactLength(Integer.MAX_VALUE, "number of items");
    if (count > remaining()) {
      throw new ScaleException(at, "number of items is " + count + ", " + remaining() + " bytes are left");
    }
    return items(count, item);
  }

  /** A list of at most {@code maxCount} items. */
  public <T> List<T> list(int maxCount, ItemReader<T> item) throws ScaleException {
    return items(compactLength(maxCount, "number of items"), item);
  }

  private <T> List<T> items(int count, ItemReader<T> item) throws ScaleException {
    // A count from the input reserves no more than the input justifies.
    List<T> items = new ArrayList<>(Math.min(count, remaining()));
    for (int i = 0; i < count; i++) {
      items.add(item.read(this));
    }
    return List.copyOf(items);
  }

  /** An optional value. */
  public <T> Optional<T> option(ItemReader<T> item) throws ScaleException {
    int at = offset();
    int tag = u8();
    if (tag > 1) {
      throw new ScaleException(at, "option tag is " + tag + ", not 0 or 1");
    }
    return tag == 0 ? Optional.empty() : Optional.of(item.read(this));
  }

  /** Number of bytes read. */
  public int offset() {
    return position - start;
  }

  /** Number of bytes left. */
  public int remaining() {
    return limit - position;
  }

  /** Makes sure that everything was read. */
  public void end() throws ScaleException {
    if (remaining() > 0) {
      throw new ScaleException(offset(), remaining() + " bytes too many");
    }
  }

  private int take(int count, String what) throws ScaleException {
    if (count > remaining()) {
      throw new ScaleException(offset(), what + " needs " + count + " bytes, " + remaining() + " are left");
    }
    int from = position;
    position += count;
    return from;
  }
}
