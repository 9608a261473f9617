package io.pvfhost.engine.impl.classfile;

import java.util.Arrays;

/** A growing array of bytes; numbers are big-endian. */
public final class ByteSink {

  private byte[] bytes;
  private int size;

  /** Makes an empty sink. */
  public ByteSink(int capacity) {
    bytes = new byte[capacity];
  }

  /** Returns the number of bytes. */
  public int size() {
    return size;
  }

  /** Forgets all bytes from an index on. */
  public void truncate(int newSize) {
    size = newSize;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), (int) Math.min(2L * bytes.length, 1 << 30)));
    }
  }

  /** Appends the low byte. */
  public void u1(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** Appends the low two bytes. */
  public void u2(int value) {
    reserve(2);
    bytes[size++] = (byte) (value >> 8);
    bytes[size++] = (byte) value;
  }

  /** Appends four bytes. */
  public void u4(int value) {
    reserve(4);
    set4(size, value);
    size += 4;
  }

  /** Appends eight bytes. */
  public void u8(long value) {
    u4((int) (value >>> 32));
    u4((int) value);
  }

  /** Appends a part of an array. */
  public void put(byte[] source, int from, int length) {
    reserve(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  /** Appends all of another sink. */
  public void put(ByteSink source) {
    put(source.bytes, 0, source.size);
  }

  /** Overwrites two bytes. */
  void set2(int at, int value) {
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }

  /** Overwrites four bytes. */
  void set4(int at, int value) {
    set2(at, value >> 16);
    set2(at + 2, value);
  }

  /** Returns the bytes, without a copy if the capacity was exact; the sink is empty afterwards. */
  public byte[] drain() {
    byte[] drained = size == bytes.length ? bytes : toArray();
    bytes = new byte[0];
    size = 0;
    return drained;
  }

  /** Returns a copy of the bytes. */
  public byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }
}
