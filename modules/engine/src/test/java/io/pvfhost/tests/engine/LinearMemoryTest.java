package io.pvfhost.tests.engine;

import io.pvfhost.engine.EngineFault;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.artifact.Artifact;
import io.pvfhost.engine.impl.runtime.Instance;
import io.pvfhost.engine.impl.runtime.LinearMemory;
import io.pvfhost.engine.impl.runtime.MemoryAccess;
import io.pvfhost.engine.impl.runtime.Trap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

import static io.pvfhost.tests.engine.Wasm.bytes;
import static io.pvfhost.tests.engine.Wasm.concat;
import static io.pvfhost.tests.engine.Wasm.signed;
import static io.pvfhost.tests.engine.Wasm.unsigned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LinearMemoryTest {

  private static final int PAGE = 65_536;

  private static Instance instance(int pages, int maximum) throws Exception {
    byte[] artifact = Candidates.artifact(new Wasm().minimumPages(pages).build());
    return Instance.of(Artifact.read(artifact, RuleSet.DEFAULT), maximum);
  }

  private static final Instance ONE_PAGE = onePage();

  private static Instance onePage() {
    try {
      return instance(1, 1);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Numbers around everything that can go wrong: 0, the end of the page, 2^31, 2^32. */
  @Provide
  static Arbitrary<Integer> addresses() {
    return Arbitraries.of(0L, (long) PAGE, 1L << 31, 1L << 32)
        .flatMap(around -> Arbitraries.longs().between(around - 12, around + 12))
        .map(Long::intValue);
  }

  /** An access with every width and form; returns whether it went through. */
  private interface Access {
    void run(int address, int offset);
  }

  private static final Access[][] BY_WIDTH = {
    {(a, o) -> MemoryAccess.loadS8(a, o, ONE_PAGE), (a, o) -> MemoryAccess.loadU8(a, o, ONE_PAGE),
        (a, o) -> MemoryAccess.store8(a, 1, o, ONE_PAGE)},
    {(a, o) -> MemoryAccess.loadS16(a, o, ONE_PAGE), (a, o) -> MemoryAccess.loadU16(a, o, ONE_PAGE),
        (a, o) -> MemoryAccess.store16(a, 1, o, ONE_PAGE)},
    {(a, o) -> MemoryAccess.load32(a, o, ONE_PAGE), (a, o) -> MemoryAccess.loadF32(a, o, ONE_PAGE),
        (a, o) -> MemoryAccess.store32(a, 1, o, ONE_PAGE), (a, o) -> MemoryAccess.storeF32(a, 1, o, ONE_PAGE)},
    {(a, o) -> MemoryAccess.load64(a, o, ONE_PAGE), (a, o) -> MemoryAccess.loadF64(a, o, ONE_PAGE),
        (a, o) -> MemoryAccess.store64(a, 1, o, ONE_PAGE), (a, o) -> MemoryAccess.storeF64(a, 1, o, ONE_PAGE)},
  };

  @Property(tries = 3_000)
  void anAccessGoesThroughIfAndOnlyIfAllOfItLiesWithin(
      @ForAll("addresses") int address, @ForAll("addresses") int offset) {
    for (int i = 0; i < BY_WIDTH.length; i++) {
      long end = (address & 0xffffffffL) + (offset & 0xffffffffL) + (1 << i);
      int compiled = offset < 0 ? Integer.MIN_VALUE : offset; // what the compiler emits for it
      for (Access access : BY_WIDTH[i]) {
        if (end <= PAGE) {
          access.run(address, compiled);
        } else {
          RuntimeException thrown = assertThrows(RuntimeException.class, () -> access.run(address, compiled));
          assertTrue(thrown instanceof Trap || thrown.getClass() == IndexOutOfBoundsException.class, thrown.toString());
        }
      }
    }
  }

  @Property(tries = 500)
  void whatIsStoredIsLoaded(@ForAll long value, @ForAll("addresses") int address) {
    int within = Math.floorMod(address, PAGE - 7);
    MemoryAccess.store64(within, value, ONE_PAGE);
    assertEquals(value, MemoryAccess.load64(within, ONE_PAGE));
    assertEquals((int) value, MemoryAccess.load32(within, ONE_PAGE));
    assertEquals((int) (value >>> 32), MemoryAccess.load32(within, 4, ONE_PAGE));
    assertEquals((short) value, MemoryAccess.loadS16(within, ONE_PAGE));
    assertEquals((int) value & 0xffff, MemoryAccess.loadU16(within, ONE_PAGE));
    assertEquals((byte) value, MemoryAccess.loadS8(within, ONE_PAGE));
    assertEquals((int) value & 0xff, MemoryAccess.loadU8(within, ONE_PAGE));
    assertEquals((int) value, Float.floatToRawIntBits(MemoryAccess.loadF32(within, ONE_PAGE)));
    assertEquals(value, Double.doubleToRawLongBits(MemoryAccess.loadF64(within, ONE_PAGE)));
    assertEquals(value, ONE_PAGE.readLong(within));
  }

  @Test
  void offsetsFrom2To31OnTrapInCompiledCode() throws Exception {
    for (long offset : new long[] {PAGE, 0x7fffffffL, 0x80000000L, 0xffffffffL}) {
      for (int address : new int[] {0, 1, 8, -1, -8, Integer.MIN_VALUE}) {
        byte[] load = concat(bytes(0x41), signed(address), bytes(0x29, 0), unsigned(offset));
        String text = Candidates.invalid(Candidates.run(new Wasm().body(load).build()));
        assertEquals("execute: Execution aborted due to trap: wasm trap: out of bounds memory access", text);
      }
    }
  }

  @Test
  void growthIsUnsignedAndStopsAtTheLimit() throws Exception {
    Instance memory = instance(1, 5);
    assertEquals(1, memory.grow(2));
    assertEquals(3, memory.pages());
    assertEquals(-1, memory.grow(3));
    assertEquals(-1, memory.grow(-1));
    assertEquals(-1, memory.grow(Integer.MIN_VALUE));
    assertEquals(3, memory.grow(0));
    assertEquals(3, memory.grow(2));
    assertEquals(5 * PAGE, memory.size());
    assertEquals(-1, memory.grow(1));
  }

  @Test
  void growthKeepsWhatIsThereAndAddsZeros() throws Exception {
    Instance memory = instance(1, 100);
    Arrays.fill(memory.array(), 0, PAGE, (byte) 7);
    for (int pages = 1; pages < 100; pages++) {
      assertEquals(pages, memory.grow(1));
      assertEquals(7, MemoryAccess.loadU8(PAGE - 1, memory));
      assertEquals(0, MemoryAccess.load64(pages * PAGE, memory));
      assertEquals(0, MemoryAccess.loadU8((pages + 1) * PAGE - 1, memory));
    }
    assertTrue(memory.array().length <= 100 * PAGE, "the limit bounds the array too");
  }

  @Test
  void aSizeThatTheRulesAllowAndAnArrayDoesNotIsNoTrap() throws Exception {
    Instance memory = instance(1, LinearMemory.MOST_PAGES + 2);
    assertThrows(EngineFault.class, () -> memory.grow(LinearMemory.MOST_PAGES));
    assertEquals(1, memory.pages());
    assertEquals(-1, memory.grow(LinearMemory.MOST_PAGES + 2));
  }
}
