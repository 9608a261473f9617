package io.pvfhost.wire.impl;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.scale.ValidationResult;
import io.pvfhost.wire.JobResponse;

/** Variants 0 to 3 of {@link JobResponse}, which are all that dialects S and S6 know (protocol description, 3.6). */
public final class JobResponseCodec implements Codec<JobResponse> {

  @Override
  public void write(JobResponse value, ScaleWriter out) {
    if (value instanceof JobResponse.Ok v) {
      out.u8(0).value(v.result());
    } else if (value instanceof JobResponse.RuntimeConstruction v) {
      out.u8(1).string(v.text());
    } else if (value instanceof JobResponse.InvalidCandidate v) {
      out.u8(2).string(v.text());
    } else if (value instanceof JobResponse.PoVDecompressionFailure) {
      out.u8(3);
    } else {
      throw Codec.inexpressible(value);
    }
  }

  @Override
  public JobResponse read(FieldReader in) throws ScaleException {
    int variant = in.variant("JobResponse");
    return switch (variant) {
      case 0 -> new JobResponse.Ok(ValidationResult.decode(in.at("JobResponse.Ok")));
      case 1 -> new JobResponse.RuntimeConstruction(in.at("JobResponse.RuntimeConstruction").string());
      case 2 -> new JobResponse.InvalidCandidate(in.at("JobResponse.InvalidCandidate").string());
      case 3 -> new JobResponse.PoVDecompressionFailure();
      default -> throw in.unknown(variant);
    };
  }
}
