package io.pvfhost.dispatch.core;

import io.pvfhost.api.PvfLimits;

import java.time.Duration;

/**
 * Bounds and times of a {@link Dispatcher}.
 *
 * @param maxOutstanding most jobs not answered yet; at least 1
 * @param maxBytes most bytes of block data, heads and code of these jobs together; at least 1
 * @param maxParked most probes of this requester that wait at hosts; at least 1
 * @param maxAttempts most hosts that are given one job, one after the other; 1 to {@link PvfLimits#MAX_ATTEMPTS}
 * @param probes hosts at which one job waits at the same time; at least 1
 * @param inlineBytes largest block data, and code together with it, inside a message; longer ones are streamed; 0 or
 *     more
 * @param maxHosts most hosts that are remembered; adverts of others are ignored; at least 1
 * @param silence time after which a host that has not been heard of counts as lost; positive
 * @param aliveInterval pause between two signs of life to a host that has something of ours; positive
 * @param jobDeadline time for a job whose request names none; positive
 * @param reserveTimeout longest time for an answer, beyond the patience of a parked probe; positive
 * @param streamPatience longest time without progress of a stream of block data; positive
 * @param rules label of the rule set by which jobs are to be judged; hosts with another one are not asked
 * @param hostPatience how long jobs wait while no host is there that could take them; not negative
 */
public record DispatchSettings(int maxOutstanding, long maxBytes, int maxParked, int maxAttempts, int probes,
    int inlineBytes, int maxHosts, Duration silence, Duration aliveInterval, Duration jobDeadline,
    Duration reserveTimeout, Duration streamPatience, String rules, Duration hostPatience) {

  /** Checks the ranges. */
  public DispatchSettings {
    require(maxOutstanding >= 1, "maxOutstanding", maxOutstanding);
    require(maxBytes >= 1, "maxBytes", maxBytes);
    require(maxParked >= 1, "maxParked", maxParked);
    require(maxAttempts >= 1 && maxAttempts <= PvfLimits.MAX_ATTEMPTS, "maxAttempts", maxAttempts);
    require(probes >= 1, "probes", probes);
    require(inlineBytes >= 0, "inlineBytes", inlineBytes);
    require(maxHosts >= 1, "maxHosts", maxHosts);
    require(isPositive(silence), "silence", silence);
    require(isPositive(aliveInterval), "aliveInterval", aliveInterval);
    require(isPositive(jobDeadline), "jobDeadline", jobDeadline);
    require(isPositive(reserveTimeout), "reserveTimeout", reserveTimeout);
    require(isPositive(streamPatience), "streamPatience", streamPatience);
    require(!rules.isEmpty(), "rules", rules);
    require(!hostPatience.isNegative(), "hostPatience", hostPatience);
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
