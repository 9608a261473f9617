package io.pvfhost.execute.impl;

import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.host.Artifact;
import io.pvfhost.wire.PrepareError;
import io.pvfhost.wire.PrepareStats;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The end of one preparation.
 *
 * @param artifact the artifact, empty if there is none
 * @param reason why there is none; {@link Reason#OK} otherwise
 * @param deterministic whether the failure would come again
 * @param known whether it was there before the request that it answers
 * @param stats what the preparation took, if a worker has told
 * @param wallTime of the preparation
 */
record Preparation(Optional<Artifact> artifact, Reason reason, boolean deterministic, boolean known,
    Optional<PrepareStats> stats, Duration wallTime) {

  private static final long KIB = 1024;

  static Preparation made(Artifact artifact, PrepareStats stats, Duration wallTime) {
    return new Preparation(Optional.of(artifact), Reason.OK, false, false, Optional.of(stats), wallTime);
  }

  static Preparation stored(Artifact artifact) {
    return new Preparation(Optional.of(artifact), Reason.OK, false, true, Optional.empty(), Duration.ZERO);
  }

  static Preparation failed(PrepareError error, Duration wallTime) {
    return new Preparation(Optional.empty(), new Reason(code(error), Texts.of((Record) error)),
        error.deterministic(), false, Optional.empty(), wallTime);
  }

  static Preparation none(Reason reason) {
    return new Preparation(Optional.empty(), reason, false, false, Optional.empty(), Duration.ZERO);
  }

  /** The same as the answer to a later request, which costs nothing. */
  Preparation remembered() {
    return new Preparation(artifact, reason, deterministic, true, stats, Duration.ZERO);
  }

  private static ReasonCode code(PrepareError error) {
    if (error.deterministic()) {
      return ReasonCode.PREPARATION_FAILED;
    }
    return error instanceof PrepareError.TimedOut ? ReasonCode.PREPARATION_TIMED_OUT : ReasonCode.PREPARATION_FAULT;
  }

  Duration cpuTime() {
    return stats.map(PrepareStats::cpuTime).orElse(Duration.ZERO);
  }

  long codeSize() {
    return stats.map(PrepareStats::observedCodeLength).orElse(0L);
  }

  /** Most memory that the preparation held, in bytes; the process's peak where the worker tells it. */
  long peakMemory() {
    OptionalLong rss = stats.map(s -> s.memory().maxRssKib()).orElse(OptionalLong.empty());
    return rss.isPresent() ? rss.getAsLong() * KIB : stats.map(s -> s.memory().peakTrackedAlloc()).orElse(0L);
  }
}
