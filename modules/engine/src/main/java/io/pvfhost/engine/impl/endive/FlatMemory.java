package io.pvfhost.engine.impl.endive;

import io.pvfhost.engine.impl.host.GuestMemory;
import run.endive.runtime.ConstantEvaluators;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.TrapException;
import run.endive.wasm.types.ActiveDataSegment;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.PassiveDataSegment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * Linear memory in one array. Its capacity doubles, up to the maximum, so growing page by page stays linear and small
 * code stays small; what lies between size and capacity is zero and out of reach.
 *
 * <p>Access out of bounds is an {@link IndexOutOfBoundsException}, which {@link Traps} tells from others; without
 * handlers here the accessors are small enough to be inlined everywhere. Addresses are signed for Java, so those from
 * 2 GiB on are negative and fail like any other beyond the size.
 */
@SuppressWarnings("removal") // of four methods for shared memory, which the interface still demands
final class FlatMemory implements Memory, GuestMemory {

  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);
  private static final VarHandle FLOAT = view(float[].class);
  private static final VarHandle DOUBLE = view(double[].class);

  /** Nearly all code grows its memory by a page or two; copying the array for that would take longer than the call. */
  private static final int MIN_SPARE_PAGES = 4;

  private final int initialPages;
  private final int maximumPages;
  private byte[] bytes;

  /** Current size in bytes: what may be accessed of the array. */
  private int limit;

  private DataSegment[] segments = {};

  FlatMemory(int initialPages, int maximumPages) {
    this.initialPages = initialPages;
    this.maximumPages = maximumPages;
    this.limit = initialPages * PAGE_BYTES;
    int spare = Math.max(MIN_SPARE_PAGES, initialPages / 4);
    this.bytes = new byte[Math.min(initialPages + spare, maximumPages) * PAGE_BYTES];
  }

  private static VarHandle view(Class<?> arrayType) {
    return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public int pages() {
    return limit / PAGE_BYTES;
  }

  @Override
  public int size() {
    return limit;
  }

  @Override
  public byte[] array() {
    return bytes;
  }

  @Override
  public int initialPages() {
    return initialPages;
  }

  @Override
  public int maximumPages() {
    return maximumPages;
  }

  @Override
  public int grow(int pages) {
    int before = pages();
    long after = before + (pages & 0xffffffffL);
    if (after > maximumPages) {
      return -1;
    }
    int wanted = (int) after * PAGE_BYTES;
    if (wanted > bytes.length) {
      long doubled = Math.min(2L * bytes.length, (long) maximumPages * PAGE_BYTES);
      bytes = Arrays.copyOf(bytes, (int) Math.max(doubled, wanted));
    }
    limit = wanted;
    return before;
  }

  @Override
  public void initialize(Instance instance, DataSegment[] dataSegments) {
    segments = dataSegments;
    for (DataSegment segment : dataSegments) {
      if (segment instanceof ActiveDataSegment active) {
        long value = ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions())[0];
        write((int) value, active.data());
      }
    }
  }

  @Override
  public void initialize(Instance instance, DataSegment[] dataSegments, int memoryIndex) {
    initialize(instance, dataSegments);
  }

  @Override
  public void initPassiveSegment(int segment, int address, int offset, int count) {
    write(address, segments[segment].data(), offset, count);
  }

  @Override
  public void drop(int segment) {
    segments[segment] = PassiveDataSegment.EMPTY;
  }

  /** Does nothing: an instance asks for it once, before anything is written to its new memory. */
  @Override
  public void zero() {
    // new arrays are zero
  }

  @Override
  public void fill(byte value, int from, int to) {
    Objects.checkFromToIndex(from, to, limit);
    Arrays.fill(bytes, from, to, value);
  }

  @Override
  public void copy(int to, int from, int count) {
    Objects.checkFromIndexSize(to, count, limit);
    Objects.checkFromIndexSize(from, count, limit);
    System.arraycopy(bytes, from, bytes, to, count);
  }

  @Override
  public void write(int address, byte[] data, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, data.length);
    Objects.checkFromIndexSize(address, count, limit);
    System.arraycopy(data, offset, bytes, address, count);
  }

  @Override
  public byte[] readBytes(int address, int count) {
    Objects.checkFromIndexSize(address, count, limit);
    return Arrays.copyOfRange(bytes, address, address + count);
  }

  @Override
  public byte read(int address) {
    return bytes[Objects.checkIndex(address, limit)];
  }

  @Override
  public void writeByte(int address, byte value) {
    bytes[Objects.checkIndex(address, limit)] = value;
  }

  @Override
  public short readShort(int address) {
    return (short) SHORT.get(bytes, Objects.checkIndex(address, limit - 1));
  }

  @Override
  public void writeShort(int address, short value) {
    SHORT.set(bytes, Objects.checkIndex(address, limit - 1), value);
  }

  @Override
  public long readU16(int address) {
    return readShort(address) & 0xffff;
  }

  @Override
  public int readInt(int address) {
    return (int) INT.get(bytes, Objects.checkIndex(address, limit - 3));
  }

  @Override
  public void writeI32(int address, int value) {
    INT.set(bytes, Objects.checkIndex(address, limit - 3), value);
  }

  @Override
  public long readLong(int address) {
    return (long) LONG.get(bytes, Objects.checkIndex(address, limit - 7));
  }

  @Override
  public void writeLong(int address, long value) {
    LONG.set(bytes, Objects.checkIndex(address, limit - 7), value);
  }

  @Override
  public float readFloat(int address) {
    return (float) FLOAT.get(bytes, Objects.checkIndex(address, limit - 3));
  }

  @Override
  public long readF32(int address) {
    return readInt(address);
  }

  @Override
  public void writeF32(int address, float value) {
    FLOAT.set(bytes, Objects.checkIndex(address, limit - 3), value);
  }

  @Override
  public double readDouble(int address) {
    return (double) DOUBLE.get(bytes, Objects.checkIndex(address, limit - 7));
  }

  @Override
  public long readF64(int address) {
    return readLong(address);
  }

  @Override
  public void writeF64(int address, double value) {
    DOUBLE.set(bytes, Objects.checkIndex(address, limit - 7), value);
  }

  @Override
  public boolean shared() {
    return false;
  }

  @Override
  public Object lock(int address) {
    throw notShared();
  }

  @Override
  public int waitOn(int address, int expected, long timeout) {
    throw notShared();
  }

  @Override
  public int waitOn(int address, long expected, long timeout) {
    throw notShared();
  }

  @Override
  public int notify(int address, int count) {
    throw notShared();
  }

  private static TrapException notShared() {
    return new TrapException("memory is not shared");
  }
}
