package io.pvfhost.wire.impl;

import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.scale.ValidationResult;
import io.pvfhost.wire.JobResponse;

/** Codecs of {@link JobResponse} (protocol description, section 3.6). */
public final class JobResponses {

  /** Variants 0 to 3, of dialects S and S6. */
  public static final Codec<JobResponse> UP_TO_POV_DECOMPRESSION_FAILURE = Variants.<JobResponse>named("JobResponse")
      .with(0, JobResponse.Ok.class, JobResponses::writeResult,
          in -> new JobResponse.Ok(ValidationResult.decode(in.scale())))
      .text(1, JobResponse.RuntimeConstruction.class,
          JobResponse.RuntimeConstruction::text, JobResponse.RuntimeConstruction::new)
      .text(2, JobResponse.InvalidCandidate.class,
          JobResponse.InvalidCandidate::text, JobResponse.InvalidCandidate::new)
      .unit(3, JobResponse.PoVDecompressionFailure.class, new JobResponse.PoVDecompressionFailure());

  private JobResponses() {
  }

  private static void writeResult(JobResponse.Ok ok, ScaleWriter out) {
    ok.result().encodeTo(out);
  }
}
