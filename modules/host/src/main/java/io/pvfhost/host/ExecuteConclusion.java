package io.pvfhost.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The end of an execute job, once the worker is either idle again or gone.
 *
 * @param outcome how the job ended
 * @param idle the worker's next token; empty when the worker was killed
 * @param wallTime from the start of the job to its outcome
 * @param evidence facts for people that support the outcome, or that happened beside it, such as a failed clean-up
 */
public record ExecuteConclusion(ExecuteOutcome outcome, Optional<IdleWorker> idle, Duration wallTime,
    List<String> evidence) {

  /** Copies the list. */
  public ExecuteConclusion {
    evidence = List.copyOf(evidence);
  }
}
