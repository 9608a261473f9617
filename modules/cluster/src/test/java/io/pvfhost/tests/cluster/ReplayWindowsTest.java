package io.pvfhost.tests.cluster;

import io.pvfhost.cluster.impl.ReplayWindows;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import static io.pvfhost.cluster.impl.ReplayWindows.WIDTH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReplayWindowsTest {

  private final ReplayWindows windows = new ReplayWindows(2);

  /** Steps of all sizes, so that words and the whole window are crossed, forward and back. */
  @Provide
  Arbitrary<List<Long>> numbers() {
    Arbitrary<Long> near = Arbitraries.longs().between(-70, 70);
    Arbitrary<Long> far = Arbitraries.longs().between(-2L * WIDTH, 2L * WIDTH);
    return Arbitraries.oneOf(near, near, far).list().ofMaxSize(300);
  }

  @Property(tries = 300)
  void aNumberIsAcceptedOnceAndNeverFromBelowTheWindow(@ForAll("numbers") List<Long> steps) {
    ReplayWindows actual = new ReplayWindows(1);
    Set<Long> seen = new HashSet<>();
    long highest = 0;
    long seq = 3L * WIDTH;
    for (long step : steps) {
      seq = Math.max(1, seq + step);
      boolean expected = seq > highest - WIDTH && seen.add(seq);
      assertEquals(expected, actual.accept(Peers.A, seq), "number " + seq + " after " + highest);
      highest = Math.max(highest, seq);
    }
  }

  @Example
  void theOldestNumberOfTheWindowIsTakenAndTheOneBelowIsNot() {
    assertTrue(windows.accept(Peers.A, 10_000));
    assertTrue(windows.accept(Peers.A, 10_000 - WIDTH + 1));
    assertFalse(windows.accept(Peers.A, 10_000 - WIDTH));
  }

  @Example
  void zeroAndNegativeNumbersAreNone() {
    assertFalse(windows.accept(Peers.A, 0));
    assertFalse(windows.accept(Peers.A, -1));
    assertFalse(windows.accept(Peers.A, Long.MIN_VALUE));
  }

  @Example
  void theHighestNumberOfAllEndsTheSeries() {
    assertTrue(windows.accept(Peers.A, Long.MAX_VALUE));
    assertFalse(windows.accept(Peers.A, Long.MAX_VALUE));
    assertTrue(windows.accept(Peers.A, Long.MAX_VALUE - 1));
    assertFalse(windows.accept(Peers.A, 1));
  }

  @Example
  void sendersHaveNumbersOfTheirOwn() {
    assertTrue(windows.accept(Peers.A, 1));
    assertTrue(windows.accept(Peers.B, 1));
    assertFalse(windows.accept(Peers.A, 1));
  }

  @Example
  void theSenderNotHeardOfForLongestIsForgotten() {
    assertTrue(windows.accept(Peers.A, 1));
    assertTrue(windows.accept(Peers.B, 1));
    assertTrue(windows.accept(Peers.A, 2));
    assertTrue(windows.accept(new UUID(3, 3), 1));
    assertFalse(windows.accept(Peers.A, 1));
    assertTrue(windows.accept(Peers.B, 1));
  }
}
