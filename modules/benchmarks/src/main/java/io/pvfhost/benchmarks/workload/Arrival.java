package io.pvfhost.benchmarks.workload;

/**
 * One job of a workload.
 *
 * @param number from 0, in order of arrival
 * @param requester index of the node that asks
 * @param nanos when it arrives, from the start of the workload
 * @param serviceNanos how long it holds a worker; whole milliseconds
 * @param code number of its validation code
 */
public record Arrival(int number, int requester, long nanos, long serviceNanos, int code) {

  /** What a worker must answer; nothing that a mixed-up answer would have by accident. */
  public long answer() {
    long mixed = number * 0x9E3779B97F4A7C15L + serviceNanos;
    return mixed ^ (mixed >>> 29);
  }
}
