package io.pvfhost.tests.wire;

import java.time.Duration;
import java.util.Random;

/**
 * Many runs of one test with different random numbers. With {@code -Dpvf.fuzz.seconds=N} it lasts that long and begins
 * at a seed of its own; without, it is short and the seeds are the same in every build.
 */
final class Campaign {

  private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("pvf.fuzz.seconds", 0));
  private static final int SHORT_RUNS = 30_000;

  private Campaign() {
  }

  static void run(Attack attack) {
    long start = System.nanoTime();
    long firstSeed = LENGTH.isZero() ? 0 : start;
    for (long run = 0; run < SHORT_RUNS || System.nanoTime() - start < LENGTH.toNanos(); run++) {
      attack(attack, firstSeed + run);
    }
  }

  private static void attack(Attack attack, long seed) {
    try {
      attack.run(new Random(seed));
    } catch (Exception | AssertionError e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  /** One run; throws whatever must not be thrown. */
  @FunctionalInterface
  interface Attack {
    void run(Random random) throws Exception;
  }
}
