package io.pvfhost.wire.impl;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.scale.ValidationResult;
import io.pvfhost.wire.JobResponse;

/**
 * {@link JobResponse} (protocol description, section 3.6).
 *
 * @param variants how many the dialect knows: 4 up to {@link JobResponse.PoVDecompressionFailure}, or 5
 */
public record JobResponseCodec(int variants) implements Codec<JobResponse> {

  private static final int CORRUPTED_ARTIFACT = 4;

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
    } else if (value instanceof JobResponse.CorruptedArtifact && variants > CORRUPTED_ARTIFACT) {
      out.u8(CORRUPTED_ARTIFACT);
    } else {
      throw Codec.inexpressible(value);
    }
  }

  @Override
  public JobResponse read(FieldReader in) throws ScaleException {
    int variant = in.variant("JobResponse");
    if (variant >= variants) {
      throw in.unknown(variant);
    }
    return switch (variant) {
      case 0 -> new JobResponse.Ok(ValidationResult.decode(in.at("JobResponse.Ok")));
      case 1 -> new JobResponse.RuntimeConstruction(in.at("JobResponse.RuntimeConstruction").string());
      case 2 -> new JobResponse.InvalidCandidate(in.at("JobResponse.InvalidCandidate").string());
      case 3 -> new JobResponse.PoVDecompressionFailure();
      case CORRUPTED_ARTIFACT -> new JobResponse.CorruptedArtifact();
      default -> throw in.unknown(variant);
    };
  }
}
