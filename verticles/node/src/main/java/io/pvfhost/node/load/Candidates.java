package io.pvfhost.node.load;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.scale.ValidationResult;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** What candidates of the samples have in common. */
final class Candidates {

  /** Far above what any job needs, so that no job is stopped for a machine that is busy. */
  private static final Duration CPU_BUDGET = Duration.ofSeconds(10);
  private static final int RELAY_PARENT_NUMBERS = 1 << 30;

  private Candidates() {
  }

  static ExecuteRequest request(ValidationCode code, Bytes parentHead, Bytes blockData, long relayParentNumber) {
    PersistedValidationData data =
        new PersistedValidationData(parentHead, relayParentNumber, Hash.ZERO, PvfLimits.DEFAULT_MAX_POV_SIZE);
    return ExecuteRequest.builder(code, data, new PoV(blockData)).executionTimeout(CPU_BUDGET).build();
  }

  /** What the samples return: a head, nothing sent, and a watermark. */
  static ValidationResult result(Bytes head, long watermark) {
    return new ValidationResult(head, Optional.empty(), List.of(), List.of(), 0, watermark);
  }

  static long relayParentNumber(SplittableRandom random) {
    return random.nextInt(RELAY_PARENT_NUMBERS);
  }
}
