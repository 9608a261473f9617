package io.pvfhost.engine;

import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.HostFunctionSet;

/**
 * Bounds of one execution.
 *
 * @param maxMemoryPages most pages of 64 KiB the memory may have, 0 to {@link #PAGES_CEILING}
 * @param curveFunctions whether the params enable the elliptic-curve host functions; otherwise they are missing imports
 *     like any other
 */
public record ExecutionLimits(int maxMemoryPages, boolean curveFunctions) {

  /** Pages that are allowed beyond {@code MaxMemoryPages} (spec 6.4). */
  public static final int EXTRA_PAGES = 32;

  /**
   * What 32-bit addresses reach. One Java array holds half of it; code that grows its memory beyond is stopped with an
   * exception that is no verdict.
   */
  public static final int PAGES_CEILING = 65_536;

  public ExecutionLimits {
    if (maxMemoryPages < 0 || maxMemoryPages > PAGES_CEILING) {
      throw new IllegalArgumentException(
          "maxMemoryPages " + maxMemoryPages + " is not within 0.." + PAGES_CEILING);
    }
  }

  /** Makes limits of params that enable no set of host functions. */
  public ExecutionLimits(int maxMemoryPages) {
    this(maxMemoryPages, false);
  }

  /** Returns the limits that executor params stand for. */
  public static ExecutionLimits of(ExecutorParams params) {
    return new ExecutionLimits(
        (int) Math.min(params.maxMemoryPages() + EXTRA_PAGES, PAGES_CEILING),
        params.hasHostFunctions(HostFunctionSet.ECC_RFC163));
  }
}
