package io.pvfhost.benchmarks.kernels;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ScaleWriter;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * Pieces of work of {@code kernels.wasm}, whose source tells what each does, and of a {@link LongFunction}. All are
 * valid on any parent head; the head they lead to is a digest of 8 bytes, little-endian.
 */
public enum Kernel {
  BLAKE2B(0, 40),
  SORT(1, 12),
  INTERPRETER(2, 150),
  MEMCPY(3, 300),
  FIB(4, 37),
  UNROLLED_BLAKE2B(5, 40),
  LONG_FUNCTION_5000(5_000),
  LONG_FUNCTION_50(50);

  private static final String CODE = "kernels.wasm";
  private static final int CRAFTED = -1;
  private static final int LONG_FUNCTION_BYTES = 1_000_000;

  private final int number;
  private final int rounds;

  Kernel(int number, int rounds) {
    this.number = number;
    this.rounds = rounds;
  }

  Kernel(int rounds) {
    this(CRAFTED, rounds);
  }

  /** The validation code, read or made anew at each call. */
  public Bytes code() throws IOException {
    if (number == CRAFTED) {
      return LongFunction.module(LONG_FUNCTION_BYTES);
    }
    try (InputStream in = Kernel.class.getResourceAsStream(CODE)) {
      if (in == null) {
        throw new IOException("resource " + CODE + " is missing beside " + Kernel.class.getName());
      }
      return Bytes.wrap(in.readAllBytes());
    }
  }

  /** The block of a job that takes Parity's worker some ten milliseconds, but for the long function. */
  public Bytes block() {
    return block(rounds);
  }

  /** The block that asks for so many rounds. */
  public Bytes block(int otherRounds) {
    return number == CRAFTED ? LongFunction.block(otherRounds)
        : new ScaleWriter().u32(number).u32(otherRounds).toBytes();
  }

  /** What it is called in a report. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
