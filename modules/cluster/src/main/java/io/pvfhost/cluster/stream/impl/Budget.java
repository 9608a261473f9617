package io.pvfhost.cluster.stream.impl;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that inbound streams may take together. May be used from any thread. */
final class Budget {

  private final long max;
  private final AtomicLong taken = new AtomicLong();

  Budget(long max) {
    this.max = max;
  }

  /**
   * Sets bytes aside.
   *
   * @throws PvfException OVERLOADED when there are not as many left
   */
  void take(long bytes) {
    long before = taken.getAndUpdate(now -> bytes > max - now ? now : now + bytes);
    if (bytes > max - before) {
      throw new PvfException(FailureCode.OVERLOADED,
          "a stream of " + bytes + " bytes, " + before + " of " + max + " bytes for streams are taken");
    }
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  long taken() {
    return taken.get();
  }
}
