package io.pvfhost.execute.grants;

import java.time.Duration;

/**
 * Bounds of a {@link GrantBook}.
 *
 * @param workers jobs that the host runs at the same time; at least 1
 * @param maxParked most probes that may wait for a worker; 0 or more
 * @param maxParkedPerRequester most of them for one requester; 0 or more
 * @param leaseTime how long a worker is held for a requester that does not use it; positive
 * @param silence time after which a requester that has not been heard of counts as gone; positive
 */
public record GrantLimits(int workers, int maxParked, int maxParkedPerRequester, Duration leaseTime,
    Duration silence) {

  /** Default most probes that may wait = 1024. */
  public static final int DEFAULT_MAX_PARKED = 1024;
  /** Default most probes of one requester that may wait = 256. */
  public static final int DEFAULT_MAX_PARKED_PER_REQUESTER = 256;
  /** Default time that a worker is held = 2 s. */
  public static final Duration DEFAULT_LEASE_TIME = Duration.ofSeconds(2);
  /** Default silence after which a requester counts as gone = 1.5 s, three times the pause between its messages. */
  public static final Duration DEFAULT_SILENCE = Duration.ofMillis(1500);

  /** Checks the ranges. */
  public GrantLimits {
    require(workers >= 1, "workers", workers);
    require(maxParked >= 0, "maxParked", maxParked);
    require(maxParkedPerRequester >= 0, "maxParkedPerRequester", maxParkedPerRequester);
    require(isPositive(leaseTime), "leaseTime", leaseTime);
    require(isPositive(silence), "silence", silence);
  }

  /** The defaults for a number of workers. */
  public static GrantLimits of(int workers) {
    return new GrantLimits(workers, DEFAULT_MAX_PARKED, DEFAULT_MAX_PARKED_PER_REQUESTER, DEFAULT_LEASE_TIME,
        DEFAULT_SILENCE);
  }

  private static boolean isPositive(Duration time) {
    return !time.isNegative() && !time.isZero();
  }

  private static void require(boolean holds, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value);
    }
  }
}
