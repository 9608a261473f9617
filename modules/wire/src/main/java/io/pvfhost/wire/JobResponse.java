package io.pvfhost.wire;

import io.pvfhost.scale.ValidationResult;

import java.util.Objects;

/**
 * What a job found out about its candidate (protocol description, section 3.6). After any of these the worker is fit
 * for the next job.
 */
public sealed interface JobResponse {

  /**
   * The validation function returned; the candidate is valid if the result is the promised one.
   *
   * @param result what it returned
   */
  record Ok(ValidationResult result) implements JobResponse {

    /** Checks the argument. */
    public Ok {
      Objects.requireNonNull(result, "result");
    }
  }

  /**
   * The artifact could not be loaded, linked or instantiated. Says nothing about the candidate.
   *
   * @param text for people
   */
  record RuntimeConstruction(String text) implements JobResponse {

    /** Checks the argument. */
    public RuntimeConstruction {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * The validation function trapped, or what it returned is no validation result.
   *
   * @param text for people
   */
  record InvalidCandidate(String text) implements JobResponse {

    /** Checks the argument. */
    public InvalidCandidate {
      Objects.requireNonNull(text, "text");
    }
  }

  /** The block data is not a good zstd stream, or is larger than the limit. */
  record PoVDecompressionFailure() implements JobResponse {
  }

  /** The artifact does not have the checksum of the request. Unknown in dialects S and S6. */
  record CorruptedArtifact() implements JobResponse {
  }
}
