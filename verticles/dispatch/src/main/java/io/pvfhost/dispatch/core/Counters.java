package io.pvfhost.dispatch.core;

import io.pvfhost.api.ReasonCode;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What a dispatcher has done so far. Written on its thread, read on any. */
final class Counters {

  final LongAdder accepted = new LongAdder();
  final LongAdder answered = new LongAdder();
  final LongAdder reserves = new LongAdder();
  final LongAdder immediate = new LongAdder();
  final LongAdder parked = new LongAdder();
  final LongAdder busy = new LongAdder();
  final LongAdder chances = new LongAdder();
  final LongAdder doubleGrants = new LongAdder();
  final LongAdder executes = new LongAdder();
  final LongAdder streams = new LongAdder();
  final LongAdder releases = new LongAdder();
  final LongAdder cancels = new LongAdder();
  final LongAdder alives = new LongAdder();
  final LongAdder inquiries = new LongAdder();
  private final Map<String, LongAdder> redispatched = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();

  void redispatched(ReasonCode cause) {
    redispatched.computeIfAbsent(cause.wireName(), name -> new LongAdder()).increment();
  }

  void refused(String cause) {
    refused.computeIfAbsent(cause, name -> new LongAdder()).increment();
  }

  Map<String, Long> redispatched() {
    return sums(redispatched);
  }

  Map<String, Long> refused() {
    return sums(refused);
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counters) {
    Map<String, Long> sums = new TreeMap<>();
    counters.forEach((cause, count) -> sums.put(cause, count.sum()));
    return sums;
  }
}
