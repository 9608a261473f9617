package io.pvfhost.tests.engine;

import io.pvfhost.engine.impl.host.AllocatorException;
import io.pvfhost.engine.impl.host.HeapAllocator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HeapAllocatorTest {

  private static final int BASE = 1000;
  private static final long OCCUPIED = 1L << 32;

  private final TestMemory memory = new TestMemory(1, 1000);
  private final HeapAllocator heap = new HeapAllocator(memory, BASE);

  @Test
  void theFirstBlockLiesBehindItsHeaderAtTheAlignedBase() throws AllocatorException {
    HeapAllocator odd = new HeapAllocator(memory, 1001);
    assertEquals(1008 + 8, odd.allocate(1));
    assertEquals(BASE + 8, heap.allocate(1));
  }

  @Test
  void sizesAreRoundedUpToPowersOfTwoFromEight() throws AllocatorException {
    int first = heap.allocate(0);
    int second = heap.allocate(9);
    int third = heap.allocate(16);
    int fourth = heap.allocate(17);
    assertEquals(8 + 8, second - first);
    assertEquals(16 + 8, third - second);
    assertEquals(16 + 8, fourth - third);
    assertEquals(OCCUPIED, memory.readLong(first - 8));
    assertEquals(OCCUPIED | 1, memory.readLong(second - 8));
    assertEquals(OCCUPIED | 2, memory.readLong(fourth - 8));
  }

  @Test
  void freedBlocksAreLinkedAndReusedLastFirst() throws AllocatorException {
    int a = heap.allocate(8);
    int b = heap.allocate(8);
    heap.deallocate(a);
    heap.deallocate(b);
    assertEquals(0xffffffffL, memory.readLong(a - 8));
    assertEquals(a - 8, memory.readLong(b - 8));
    assertEquals(b, heap.allocate(5));
    assertEquals(a, heap.allocate(8));
    assertTrue(heap.allocate(8) > b);
  }

  @Test
  void memoryGrowsToWhatIsNeededOrDoubles() throws AllocatorException {
    heap.allocate(65_536); // ends in the second page
    assertEquals(2, memory.pages());
    heap.allocate(65_536); // ends in the third, doubling gives four
    assertEquals(4, memory.pages());
    heap.allocate(1 << 20); // ends in the nineteenth
    assertEquals(19, memory.pages());
  }

  @Test
  void memoryGrowsNoFurtherThanItsMaximum() throws AllocatorException {
    TestMemory small = new TestMemory(1, 3);
    HeapAllocator tight = new HeapAllocator(small, 0);
    tight.allocate(65_536);
    assertEquals(2, small.pages());
    tight.allocate(32_768);
    tight.allocate(32_768);
    assertEquals(3, small.pages());
    assertError("Allocator ran out of space", () -> tight.allocate(65_536));
  }

  @Test
  void theLargestBlockIs32MiB() throws AllocatorException {
    heap.allocate(HeapAllocator.MAX_REQUEST);
    assertError("Requested allocation size is too large", () -> heap.allocate(HeapAllocator.MAX_REQUEST + 1));
  }

  @Test
  void afterAnErrorNothingWorks() throws AllocatorException {
    int block = heap.allocate(8);
    assertThrows(AllocatorException.class, () -> heap.allocate(-1));
    assertError("Other: the allocator has been poisoned", () -> heap.allocate(8));
    assertError("Other: the allocator has been poisoned", () -> heap.deallocate(block));
  }

  @Test
  void whatIsNotAllocatedCannotBeFreed() throws AllocatorException {
    int block = heap.allocate(8);
    heap.deallocate(block);
    assertRefused(block);
    assertRefused(0);
    assertRefused(7);
    assertRefused(-1);
    assertRefused(50_000);
  }

  private void assertRefused(int address) {
    // Each on an allocator of its own over the same memory, for an error is the end of one.
    HeapAllocator other = new HeapAllocator(memory, BASE);
    assertThrows(AllocatorException.class, () -> other.deallocate(address), "address " + address);
  }

  @Test
  void forgedHeadersAreNotBelieved() throws AllocatorException {
    int block = heap.allocate(8);
    memory.writeLong(block - 8, OCCUPIED | 23);
    assertError("Other: invalid order", () -> heap.deallocate(block));

    HeapAllocator larger = new HeapAllocator(memory, BASE);
    int small = larger.allocate(8);
    memory.writeLong(small - 8, OCCUPIED | 1);
    assertError("Other: underflow of the currently allocated bytes count", () -> larger.deallocate(small));

    HeapAllocator linked = new HeapAllocator(memory, BASE);
    int freed = linked.allocate(8);
    linked.deallocate(freed);
    memory.writeLong(freed - 8, 0xfffffff0L);
    assertEquals(freed, linked.allocate(8));
    assertError("Other: Invalid header pointer detected", () -> linked.allocate(8));
  }

  @Test
  void memoryMustNotShrink() throws AllocatorException {
    heap.allocate(200_000);
    memory.shrinkTo(2);
    assertError("Other: the memory has shrunk", () -> heap.allocate(8));
  }

  @Test
  void aBaseAtTheEndOfTheAddressSpaceWrapsToZero() throws AllocatorException {
    assertEquals(8, new HeapAllocator(memory, -1).allocate(8));
  }

  @Property(tries = 200)
  void liveBlocksNeverOverlap(@ForAll @Size(max = 100) List<@IntRange(min = -50, max = 5_000) Integer> steps)
      throws AllocatorException {
    HeapAllocator fresh = new HeapAllocator(new TestMemory(1, 1000), BASE);
    TreeMap<Integer, Integer> live = new TreeMap<>();
    for (int step : steps) {
      if (step >= 0) {
        int block = fresh.allocate(step);
        assertEquals(0, block % 8);
        assertTrue(live.lowerKey(block) == null || live.lowerEntry(block).getValue() <= block - 8);
        assertTrue(live.ceilingKey(block) == null || live.ceilingKey(block) - 8 >= block + step);
        live.put(block, block + step);
      } else if (!live.isEmpty()) {
        List<Integer> blocks = new ArrayList<>(live.keySet());
        int block = blocks.get(-step % blocks.size());
        fresh.deallocate(block);
        live.remove(block);
      }
    }
  }

  private interface Step {
    void run() throws AllocatorException;
  }

  private static void assertError(String text, Step step) {
    assertEquals(text, assertThrows(AllocatorException.class, step::run).getMessage());
  }
}
