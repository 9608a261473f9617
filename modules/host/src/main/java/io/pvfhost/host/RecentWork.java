package io.pvfhost.host;

import java.util.LinkedHashMap;
import java.util.Map;

/** What one worker has been used for lately, and how often: the more often, the more of it runs compiled. */
final class RecentWork {

  /** As many codes as an embedded worker keeps loaded. */
  private static final int KEPT = 4;

  /** Least recently used first. */
  private final Map<Object, Integer> counts = new LinkedHashMap<>();

  void count(Object work) {
    Integer before = counts.remove(work);
    counts.put(work, before == null ? 1 : before + 1);
    if (counts.size() > KEPT) {
      counts.remove(counts.keySet().iterator().next());
    }
  }

  /** How often the worker did some work, 0 when it has been too much else since. */
  int times(Object work) {
    return counts.getOrDefault(work, 0);
  }
}
