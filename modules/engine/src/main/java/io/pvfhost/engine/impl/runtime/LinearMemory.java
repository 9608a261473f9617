package io.pvfhost.engine.impl.runtime;

import io.pvfhost.engine.EngineFault;
import io.pvfhost.engine.impl.host.GuestMemory;

import java.util.Arrays;

/**
 * The memory of an instance: one array, which may be longer than the memory is. It is the superclass of the instance
 * and no field of it, which saves compiled code a load at every access.
 *
 * <p>The array grows by doubling: code that grows its memory page by page would otherwise copy 130 GB on its way to the
 * default limit. Arrays come from a {@link MemoryPool} and go back there.
 */
public class LinearMemory implements GuestMemory {

  /** What one Java array can hold; the protocol allows 65,536 pages. */
  public static final int MOST_PAGES = 32_767;

  private static final int PAGE_SHIFT = 16;

  byte[] bytes = {};

  /** Size of the memory in bytes; the array may be longer. */
  int size;

  private final int maximumPages;
  private final MemoryPool pool;

  /**
   * Makes a memory.
   *
   * @param maximumPages most pages it may have by the rules
   * @param pool where arrays come from
   */
  LinearMemory(int maximumPages, MemoryPool pool) {
    this.maximumPages = maximumPages;
    this.pool = pool;
  }

  @Override
  public final int pages() {
    return size >>> PAGE_SHIFT;
  }

  @Override
  public final int size() {
    return size;
  }

  @Override
  public final int maximumPages() {
    return maximumPages;
  }

  /**
   * Grows the memory.
   *
   * @param pages an unsigned 32-bit number
   * @return the size in pages before, or -1 if the rules allow no such size
   * @throws EngineFault if the rules allow it and this program cannot do it
   */
  @Override
  public final int grow(int pages) {
    int before = pages();
    long wanted = before + (pages & 0xffffffffL);
    if (wanted > maximumPages) {
      return -1;
    }
    if (wanted > MOST_PAGES) {
      throw new EngineFault("memory of " + wanted + " pages, at most " + MOST_PAGES + " are possible here");
    }
    int newSize = (int) wanted << PAGE_SHIFT;
    if (newSize > bytes.length) {
      bytes = enlarged(newSize);
    }
    size = newSize;
    return before;
  }

  private byte[] enlarged(int atLeast) {
    if (bytes.length == 0) {
      return pool.take(atLeast);
    }
    long most = (long) Math.min(maximumPages, MOST_PAGES) << PAGE_SHIFT;
    return Arrays.copyOf(bytes, (int) Math.min(Math.max(atLeast, 2L * bytes.length), most));
  }

  /** Gives the array back. The memory must not be used any more. */
  final void release() {
    pool.give(bytes, size);
    bytes = new byte[0];
    size = 0;
  }

  @Override
  public final byte[] array() {
    return bytes;
  }

  @Override
  public final long readLong(int address) {
    return MemoryAccess.readLong(bytes, address);
  }

  @Override
  public final void writeLong(int address, long value) {
    MemoryAccess.writeLong(bytes, address, value);
  }
}
