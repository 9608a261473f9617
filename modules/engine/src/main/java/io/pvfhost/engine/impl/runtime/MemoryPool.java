package io.pvfhost.engine.impl.runtime;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps the array of the last memory for the next one, so that a job neither allocates nor clears more than it uses.
 * May be used from any thread; two jobs at a time do not share, the second one allocates.
 */
public final class MemoryPool {

  /** Largest array that is kept: the default limit of the protocol. Larger ones are left to the garbage collector. */
  private static final int MAX_KEPT_BYTES = 2_080 << 16;

  private static final byte[] ZEROS = new byte[1 << 16];

  private final AtomicReference<byte[]> spare = new AtomicReference<>();

  /** Returns an array of zeros of at least some length. */
  byte[] take(int length) {
    byte[] kept = spare.getAndSet(null);
    return kept == null || kept.length < length ? new byte[length] : kept;
  }

  /**
   * Gives an array back.
   *
   * @param used how many bytes at its start may differ from zero
   */
  void give(byte[] bytes, int used) {
    if (bytes.length == 0 || bytes.length > MAX_KEPT_BYTES) {
      return;
    }
    byte[] kept = spare.get();
    if (kept != null && kept.length >= bytes.length) {
      return;
    }
    clear(bytes, used);
    spare.set(bytes);
  }

  /** Copies zeros, which is fast at once; a loop that fills would first have to be compiled. */
  private static void clear(byte[] bytes, int used) {
    for (int start = 0; start < used; start += ZEROS.length) {
      System.arraycopy(ZEROS, 0, bytes, start, Math.min(ZEROS.length, used - start));
    }
  }
}
