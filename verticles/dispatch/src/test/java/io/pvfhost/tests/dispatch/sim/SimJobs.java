package io.pvfhost.tests.dispatch.sim;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;

import java.time.Duration;

/** Requests for hosts that look at nothing. */
public final class SimJobs {

  private SimJobs() {
  }

  /** A job with one of some codes. */
  public static ExecuteRequest.Builder job(int code, int blockBytes, Duration deadline) {
    return ExecuteRequest.builder(code(code), new PersistedValidationData(Bytes.EMPTY, 1, Hash.ZERO, 64 << 20),
        new PoV(Bytes.wrap(new byte[blockBytes]))).deadline(deadline);
  }

  /** A code by its number. */
  public static ValidationCode code(int number) {
    byte[] hash = new byte[Hash.LENGTH];
    for (int i = 0; i < hash.length; i++) {
      hash[i] = (byte) ((number + 1) * 31 * (i + 7) >> i % 5);
    }
    return ValidationCode.ofHash(Hash.of(hash));
  }
}
