package io.pvfhost.samples;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ScaleWriter;

/** Model of {@link Sample#CPU_HEAVY}: a xorshift64 generator run for a number of rounds. */
public final class CpuHeavy {

  private static final long SEED = 0x9e3779b97f4a7c15L;

  private CpuHeavy() {
  }

  /** Block data that asks for so many rounds, an unsigned number; compiled code does some hundred million a second. */
  public static Bytes block(long rounds) {
    return new ScaleWriter().u64(rounds).toBytes();
  }

  /** The head that comes out; takes as long here as it does there. */
  public static Bytes head(long rounds) {
    long digest = SEED;
    for (long left = rounds; left != 0; left--) {
      digest ^= digest << 13;
      digest ^= digest >>> 7;
      digest ^= digest << 17;
    }
    return new ScaleWriter().u64(digest).toBytes();
  }
}
