package io.pvfhost.scale;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Unaligned little-endian access to byte arrays; an offset out of bounds is an {@link IndexOutOfBoundsException}. */
public final class LittleEndian {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {
  }

  /** Reads two bytes. */
  public static short getShort(byte[] data, int offset) {
    return (short) SHORT.get(data, offset);
  }

  /** Reads four bytes. */
  public static int getInt(byte[] data, int offset) {
    return (int) INT.get(data, offset);
  }

  /** Reads eight bytes. */
  public static long getLong(byte[] data, int offset) {
    return (long) LONG.get(data, offset);
  }

  /** Writes two bytes. */
  public static void putShort(byte[] data, int offset, short value) {
    SHORT.set(data, offset, value);
  }

  /** Writes four bytes. */
  public static void putInt(byte[] data, int offset, int value) {
    INT.set(data, offset, value);
  }

  /** Writes eight bytes. */
  public static void putLong(byte[] data, int offset, long value) {
    LONG.set(data, offset, value);
  }
}
