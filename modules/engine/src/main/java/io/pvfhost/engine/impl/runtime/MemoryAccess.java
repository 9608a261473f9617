package io.pvfhost.engine.impl.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Loads and stores, as compiled code calls them: operands in stack order, then the static offset if it is not zero,
 * then the instance.
 *
 * <p>An effective address is the sum of two unsigned 32-bit numbers. No memory reaches 2^31, so a negative operand is
 * beyond it; for any other, int arithmetic cannot wrap around to a valid index: the sum of two numbers below 2^31 is at
 * most 2^32 - 2, which is negative as an int. Offsets from 2^31 on are given as {@link Integer#MIN_VALUE}.
 */
public final class MemoryAccess {

  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private MemoryAccess() {}

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns the index of an access of so many bytes more than one. */
  private static int index(int address, int more, Instance instance) {
    return Objects.checkIndex(address, instance.size - more);
  }

  private static int index(int address, int offset, int more, Instance instance) {
    if (address < 0) {
      throw Traps.OUT_OF_BOUNDS;
    }
    return Objects.checkIndex(address + offset, instance.size - more);
  }

  public static int loadS8(int address, Instance instance) {
    int index = index(address, 0, instance);
    return instance.bytes[index];
  }

  public static int loadS8(int address, int offset, Instance instance) {
    int index = index(address, offset, 0, instance);
    return instance.bytes[index];
  }

  public static int loadU8(int address, Instance instance) {
    int index = index(address, 0, instance);
    return instance.bytes[index] & 0xff;
  }

  public static int loadU8(int address, int offset, Instance instance) {
    int index = index(address, offset, 0, instance);
    return instance.bytes[index] & 0xff;
  }

  public static int loadS16(int address, Instance instance) {
    int index = index(address, 1, instance);
    return (short) SHORTS.get(instance.bytes, index);
  }

  public static int loadS16(int address, int offset, Instance instance) {
    int index = index(address, offset, 1, instance);
    return (short) SHORTS.get(instance.bytes, index);
  }

  public static int loadU16(int address, Instance instance) {
    int index = index(address, 1, instance);
    return (short) SHORTS.get(instance.bytes, index) & 0xffff;
  }

  public static int loadU16(int address, int offset, Instance instance) {
    int index = index(address, offset, 1, instance);
    return (short) SHORTS.get(instance.bytes, index) & 0xffff;
  }

  public static int load32(int address, Instance instance) {
    int index = index(address, 3, instance);
    return (int) INTS.get(instance.bytes, index);
  }

  public static int load32(int address, int offset, Instance instance) {
    int index = index(address, offset, 3, instance);
    return (int) INTS.get(instance.bytes, index);
  }

  public static long load64(int address, Instance instance) {
    int index = index(address, 7, instance);
    return (long) LONGS.get(instance.bytes, index);
  }

  public static long load64(int address, int offset, Instance instance) {
    int index = index(address, offset, 7, instance);
    return (long) LONGS.get(instance.bytes, index);
  }

  public static float loadF32(int address, Instance instance) {
    return Float.intBitsToFloat(load32(address, instance));
  }

  public static float loadF32(int address, int offset, Instance instance) {
    return Float.intBitsToFloat(load32(address, offset, instance));
  }

  public static double loadF64(int address, Instance instance) {
    return Double.longBitsToDouble(load64(address, instance));
  }

  public static double loadF64(int address, int offset, Instance instance) {
    return Double.longBitsToDouble(load64(address, offset, instance));
  }

  public static void store8(int address, int value, Instance instance) {
    int index = index(address, 0, instance);
    instance.bytes[index] = (byte) value;
  }

  public static void store8(int address, int value, int offset, Instance instance) {
    int index = index(address, offset, 0, instance);
    instance.bytes[index] = (byte) value;
  }

  public static void store16(int address, int value, Instance instance) {
    int index = index(address, 1, instance);
    SHORTS.set(instance.bytes, index, (short) value);
  }

  public static void store16(int address, int value, int offset, Instance instance) {
    int index = index(address, offset, 1, instance);
    SHORTS.set(instance.bytes, index, (short) value);
  }

  public static void store32(int address, int value, Instance instance) {
    int index = index(address, 3, instance);
    INTS.set(instance.bytes, index, value);
  }

  public static void store32(int address, int value, int offset, Instance instance) {
    int index = index(address, offset, 3, instance);
    INTS.set(instance.bytes, index, value);
  }

  public static void store64(int address, long value, Instance instance) {
    int index = index(address, 7, instance);
    LONGS.set(instance.bytes, index, value);
  }

  public static void store64(int address, long value, int offset, Instance instance) {
    int index = index(address, offset, 7, instance);
    LONGS.set(instance.bytes, index, value);
  }

  public static void storeF32(int address, float value, Instance instance) {
    store32(address, Float.floatToRawIntBits(value), instance);
  }

  public static void storeF32(int address, float value, int offset, Instance instance) {
    store32(address, Float.floatToRawIntBits(value), offset, instance);
  }

  public static void storeF64(int address, double value, Instance instance) {
    store64(address, Double.doubleToRawLongBits(value), instance);
  }

  public static void storeF64(int address, double value, int offset, Instance instance) {
    store64(address, Double.doubleToRawLongBits(value), offset, instance);
  }

  /** Returns the size of the memory in pages. */
  public static int size(Instance instance) {
    return instance.pages();
  }

  /** Grows the memory. */
  public static int grow(int pages, Instance instance) {
    return instance.grow(pages);
  }

  static long readLong(byte[] bytes, int index) {
    return (long) LONGS.get(bytes, index);
  }

  static void writeLong(byte[] bytes, int index, long value) {
    LONGS.set(bytes, index, value);
  }
}
