package io.pvfhost.dispatch.core;

import java.util.Map;

/**
 * A dispatcher at one moment; numbers without a time are since its start.
 *
 * @param outstanding jobs not answered now
 * @param waiting those of them that wait here, because no host takes a probe of them
 * @param probesParked probes that wait at hosts now
 * @param bytes block data, heads and code of the outstanding jobs
 * @param accepted jobs taken on
 * @param answered jobs answered, with a reply or a failure
 * @param reserves reservations asked for
 * @param immediate reservations granted that did not wait
 * @param parked reservations granted to a waiting probe
 * @param busy reservations answered busy
 * @param chances reservations asked for by jobs that were parked elsewhere, of a host that became idle
 * @param doubleGrants grants that came when the job had one already, or was over, and were given back
 * @param executes jobs sent to a host, repetitions included
 * @param streams block data sent as a stream
 * @param releases reservations given back or withdrawn
 * @param cancels jobs withdrawn that may have been running
 * @param alives signs of life sent
 * @param inquiries times that a host was asked whether it holds what it is believed to hold
 * @param redispatched jobs given to another host after an attempt failed, by the reason of the attempt
 * @param refused jobs and adverts that were not taken, by cause
 */
public record DispatchStats(long outstanding, long waiting, long probesParked, long bytes, long accepted,
    long answered, long reserves, long immediate, long parked, long busy, long chances, long doubleGrants,
    long executes, long streams, long releases, long cancels, long alives, long inquiries,
    Map<String, Long> redispatched, Map<String, Long> refused) {

  /** Jobs given to another host after an attempt failed. */
  public long totalRedispatched() {
    return redispatched.values().stream().mapToLong(Long::longValue).sum();
  }
}
