package io.pvfhost.execute.impl;

import io.pvfhost.api.ReasonCode;
import io.pvfhost.scale.Hash;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Preparations that failed, so that code which cannot be prepared does not keep the workers busy (protocol, section
 * 7.4). A deterministic failure is final; another one may be retried after a cool-down, a limited number of times.
 * Bounded; the eldest is forgotten first. Owned by one loop.
 */
final class FailedPreparations {

  private final Duration coolDown;
  private final int maxRetries;
  private final Map<Hash, Failure> failures;

  FailedPreparations(Duration coolDown, int maxRetries, int kept) {
    this.coolDown = coolDown;
    this.maxRetries = maxRetries;
    this.failures = new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Hash, Failure> eldest) {
        return size() > kept;
      }
    };
  }

  private record Failure(Preparation preparation, int retries, long since) {
  }

  /**
   * The failure that answers a request.
   *
   * @param mayRetry false for prechecks, which never retry
   * @return empty if the code may be prepared
   */
  Optional<Preparation> answer(Hash id, boolean mayRetry) {
    Failure failure = failures.get(id);
    if (failure == null) {
      return Optional.empty();
    }
    boolean cooled = System.nanoTime() - failure.since() >= coolDown.toNanos();
    boolean retry = mayRetry && !failure.preparation().deterministic() && cooled && failure.retries() < maxRetries;
    return retry ? Optional.empty() : Optional.of(failure.preparation());
  }

  /** Notes the end of a preparation. What the host or its disk is to blame for is not held against the code. */
  void note(Hash id, Preparation preparation) {
    Failure before = failures.get(id);
    if (preparation.artifact().isPresent()) {
      failures.remove(id);
    } else if (preparation.deterministic() || preparation.reason().code() == ReasonCode.PREPARATION_TIMED_OUT) {
      int retries = before == null ? 0 : before.retries() + 1;
      failures.put(id, new Failure(preparation.remembered(), retries, System.nanoTime()));
    }
  }
}
