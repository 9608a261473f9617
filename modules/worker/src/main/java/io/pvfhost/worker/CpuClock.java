package io.pvfhost.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * CPU time of single threads, user and system, in nanoseconds. The JIT compiler and the collector run on threads of
 * their own and are not counted: a job is charged for what its code does, not for what the JVM does to run it faster.
 */
final class CpuClock {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuClock() {
  }

  /** CPU time of the calling thread. */
  static long ofCurrentThread() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** CPU time of {@code thread}, or -1 once it has ended. */
  static long of(Thread thread) {
    return THREADS.getThreadCpuTime(thread.getId());
  }
}
