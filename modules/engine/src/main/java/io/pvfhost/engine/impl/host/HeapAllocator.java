package io.pvfhost.engine.impl.host;

import java.util.Arrays;

/**
 * The heap of validation code: a bump pointer and one free list per power of two (spec 6.5). Its addresses, its
 * headers and its growth of the memory are visible to the code, so every step is prescribed.
 *
 * <pre>
 *   header (8 bytes, little-endian)            block
 *   | data: u32 | occupied: 1 bit | unused |   | 8, 16, .. 33554432 bytes |
 *
 *   occupied: data is the order (block size = 8 &lt;&lt; order)
 *   free:     data is the address of the next free header of the order, or FFFFFFFF
 * </pre>
 *
 * <p>The code can write headers too, so none is believed without a check. After an error nothing is allocated any more.
 */
public final class HeapAllocator {

  /** Largest request, in bytes. */
  public static final int MAX_REQUEST = 32 << 20;

  private static final int HEADER_BYTES = 8;
  private static final int MIN_BLOCK = 8;
  private static final int ORDERS = 23;
  private static final long OCCUPIED = 1L << 32;
  private static final long NIL = 0xffffffffL;
  private static final long U32 = 0xffffffffL;

  private final GuestMemory memory;
  private final long[] freeHeads = new long[ORDERS];
  private long bump;
  private long allocated;
  private long lastSize;
  private boolean poisoned;

  /**
   * Makes the allocator of an instance.
   *
   * @param memory its memory
   * @param heapBase value of its {@code __heap_base}, an unsigned 32-bit number
   */
  public HeapAllocator(GuestMemory memory, int heapBase) {
    this.memory = memory;
    this.bump = (heapBase + 7 & ~7) & U32; // near 2^32 it wraps to 0, as in the original
    Arrays.fill(freeHeads, NIL);
  }

  /**
   * Allocates a block.
   *
   * @param request bytes, an unsigned 32-bit number
   * @return address of the block, a multiple of 8
   */
  public int allocate(int request) throws AllocatorException {
    enter();
    long wanted = request & U32;
    if (wanted > MAX_REQUEST) {
      throw new AllocatorException("Requested allocation size is too large");
    }
    int order = orderOf((int) wanted);
    long total = HEADER_BYTES + blockSize(order);
    long header = freeHeads[order] == NIL ? bump(total) : pop(order, total);
    memory.writeLong((int) header, OCCUPIED | order);
    allocated += total;
    leave();
    return (int) (header + HEADER_BYTES);
  }

  /**
   * Frees a block.
   *
   * @param address what {@link #allocate} returned
   */
  public void deallocate(int address) throws AllocatorException {
    enter();
    long header = (address & U32) - HEADER_BYTES;
    if (header < 0) {
      throw other("Invalid pointer for deallocation");
    }
    long word = readHeader(header);
    long order = word & U32;
    if ((word & OCCUPIED) == 0) {
      throw other("the allocation points to an empty header");
    }
    if (order >= ORDERS) {
      throw other("invalid order");
    }
    long total = HEADER_BYTES + blockSize((int) order);
    if (total > allocated) {
      throw other("underflow of the currently allocated bytes count");
    }
    memory.writeLong((int) header, freeHeads[(int) order]);
    freeHeads[(int) order] = header;
    allocated -= total;
    leave();
  }

  /** Poisons the allocator; {@link #leave} lifts it, so that an error on the way leaves it poisoned. */
  private void enter() throws AllocatorException {
    if (poisoned) {
      throw other("the allocator has been poisoned");
    }
    poisoned = true;
    if (memory.size() < lastSize) {
      throw other("the memory has shrunk");
    }
    lastSize = memory.size();
  }

  private void leave() {
    lastSize = memory.size();
    poisoned = false;
  }

  private long pop(int order, long total) throws AllocatorException {
    long header = freeHeads[order];
    if (header + total > memory.size()) {
      throw other("Invalid header pointer detected");
    }
    long word = readHeader(header);
    if ((word & OCCUPIED) != 0) {
      throw other("free list points to a occupied header");
    }
    freeHeads[order] = word & U32;
    return header;
  }

  private long bump(long total) throws AllocatorException {
    long end = bump + total;
    if (end > memory.size()) {
      growTo(end);
    }
    long header = bump;
    bump = end;
    return header;
  }

  private void growTo(long end) throws AllocatorException {
    long required = (end + GuestMemory.PAGE_BYTES - 1) / GuestMemory.PAGE_BYTES;
    int current = memory.pages();
    int maximum = memory.maximumPages();
    if (current >= maximum || required > maximum) {
      throw new AllocatorException("Allocator ran out of space");
    }
    long target = Math.max(required, Math.min(2L * current, maximum));
    if (memory.grow((int) (target - current)) < 0) {
      throw new AllocatorException("Allocator ran out of space");
    }
  }

  private long readHeader(long header) throws AllocatorException {
    if (!memory.contains(header, HEADER_BYTES)) {
      throw other("heap access out of bounds");
    }
    return memory.readLong((int) header);
  }

  private static int orderOf(int wanted) {
    int size = Math.max(wanted, MIN_BLOCK);
    return Integer.SIZE - Integer.numberOfLeadingZeros(size - 1) - 3;
  }

  private static long blockSize(int order) {
    return (long) MIN_BLOCK << order;
  }

  private static AllocatorException other(String what) {
    return new AllocatorException("Other: " + what);
  }
}
