package io.pvfhost.tests.wire;

import java.lang.management.ManagementFactory;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** How much the current thread has allocated, to catch a decoder that believes a length it was told. */
final class Allocation {

  /** Most that one input byte justifies: it may be a whole object, for instance an empty message in a list. */
  private static final int BYTES_PER_INPUT_BYTE = 256;
  /** What the run time itself may take, for instance to link a lambda. */
  private static final int RUN_TIME_BYTES = 8 << 20;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long before = allocated();

  /** Fails if since the creation of this object more was allocated than so many bytes of input justify. */
  void assertBounded(int inputBytes) {
    long bytes = allocated() - before;
    assertTrue(bytes < RUN_TIME_BYTES + (long) BYTES_PER_INPUT_BYTE * inputBytes,
        () -> bytes + " bytes allocated for " + inputBytes);
  }

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
