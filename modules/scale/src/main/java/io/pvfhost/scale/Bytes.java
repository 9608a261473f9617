package io.pvfhost.scale;

import java.util.Arrays;
import java.util.Objects;

/** An immutable sequence of bytes with equality by content. */
public final class Bytes {

  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private static final String HEX = "0123456789abcdef";
  private static final int SHOWN = 16;

  private final byte[] data;

  private Bytes(byte[] data) {
    this.data = data;
  }

  /** Takes over an array without copying it; the caller gives it up and must not change it any more. */
  public static Bytes wrap(byte[] data) {
    return data.length == 0 ? EMPTY : new Bytes(data);
  }

  /** A copy of an array. */
  public static Bytes copyOf(byte[] data) {
    return wrap(data.clone());
  }

  /**
   * Reads hexadecimal digits of either case, with or without {@code 0x} in front.
   *
   * @throws IllegalArgumentException naming the position of the first character that is no digit, or an odd count
   */
  public static Bytes fromHex(String text) {
    int from = text.startsWith("0x") || text.startsWith("0X") ? 2 : 0;
    int digits = text.length() - from;
    if (digits % 2 != 0) {
      throw new IllegalArgumentException("odd number of hexadecimal digits: " + digits);
    }
    byte[] data = new byte[digits / 2];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (digit(text, from + 2 * i) << 4 | digit(text, from + 2 * i + 1));
    }
    return wrap(data);
  }

  private static int digit(String text, int position) {
    int value = Character.digit(text.charAt(position), 16);
    // Character.digit also takes the digits of other scripts.
    if (value < 0 || text.charAt(position) > 'f') {
      throw new IllegalArgumentException("no hexadecimal digit at position " + position);
    }
    return value;
  }

  /** Number of bytes. */
  public int length() {
    return data.length;
  }

  /** The byte at an index, signed. */
  public byte get(int index) {
    return data[index];
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return data.clone();
  }

  /** The bytes themselves, not copied; never to be changed. */
  public byte[] array() {
    return data;
  }

  /**
   * A copy of part of the bytes.
   *
   * @throws IndexOutOfBoundsException if the range is not inside
   */
  public Bytes slice(int from, int to) {
    Objects.checkFromToIndex(from, to, data.length);
    return wrap(Arrays.copyOfRange(data, from, to));
  }

  /** Lower-case hexadecimal digits without a prefix. */
  public String toHex() {
    return hex(data.length);
  }

  private String hex(int count) {
    char[] text = new char[2 * count];
    for (int i = 0; i < count; i++) {
      text[2 * i] = HEX.charAt((data[i] >> 4) & 15);
      text[2 * i + 1] = HEX.charAt(data[i] & 15);
    }
    return new String(text);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Bytes bytes && Arrays.equals(data, bytes.data));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(data);
  }

  /** All digits of a short value; the first {@value #SHOWN} bytes and the length of a long one. */
  @Override
  public String toString() {
    return data.length <= 2 * SHOWN ? "0x" + toHex() : "0x" + hex(SHOWN) + ".. (" + data.length + " bytes)";
  }
}
