package io.pvfhost.tests.node;

import io.pvfhost.node.load.Latencies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.OptionalDouble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class LatenciesTest {

  private static Latencies downFrom(int most) {
    Latencies latencies = new Latencies();
    for (int millis = most; millis >= 1; millis--) {
      latencies.add(millis * 1_000_000L);
    }
    return latencies;
  }

  /** Nearest rank: the smallest that the share of all does not exceed. */
  @ParameterizedTest
  @CsvSource({"1, 50, 1", "1, 99, 1", "2, 50, 1", "2, 50.1, 2", "3, 50, 2", "100, 50, 50", "100, 99, 99",
    "100, 100, 100", "101, 99, 100", "5000, 99, 4950", "5000, 0.01, 1"})
  void tellsTheNearestRank(int count, double percent, double millis) {
    assertEquals(OptionalDouble.of(millis), downFrom(count).millis(percent));
  }

  @Test
  void maybeAddedToAfterItWasAsked() {
    Latencies latencies = downFrom(3);
    assertEquals(3, latencies.millis(100).getAsDouble());
    latencies.add(500_000);
    assertEquals(0.5, latencies.millis(1).getAsDouble());
  }

  @Test
  void nothingHasNoPercentile() {
    assertEquals(OptionalDouble.empty(), new Latencies().millis(50));
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "100.1", "NaN"})
  void refusesWhatIsNoShare(double percent) {
    assertThrows(IllegalArgumentException.class, () -> downFrom(1).millis(percent));
  }
}
