package io.pvfhost.execute.impl;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts happenings by name; the names are few. May be used from any thread. */
public final class Counters {

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  /** Counts one. */
  void add(String name) {
    counts.computeIfAbsent(name, any -> new LongAdder()).increment();
  }

  /** The counts at this moment, by name. */
  public Map<String, Long> snapshot() {
    Map<String, Long> snapshot = new TreeMap<>();
    counts.forEach((name, count) -> snapshot.put(name, count.sum()));
    return snapshot;
  }
}
