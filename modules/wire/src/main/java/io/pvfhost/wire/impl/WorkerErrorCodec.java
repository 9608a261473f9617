package io.pvfhost.wire.impl;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.wire.WorkerError;

/** The same in all dialects (protocol description, section 3.6). */
final class WorkerErrorCodec implements Codec<WorkerError> {

  private final JobErrorCodec jobError = new JobErrorCodec();
  private final InternalValidationErrorCodec internalError = new InternalValidationErrorCodec();

  @Override
  public void write(WorkerError value, ScaleWriter out) {
    if (value instanceof WorkerError.JobTimedOut) {
      out.u8(0);
    } else if (value instanceof WorkerError.JobDied v) {
      out.u8(1).string(v.error()).i32(v.jobPid());
    } else if (value instanceof WorkerError.JobFailed v) {
      jobError.write(v.error(), out.u8(2));
    } else if (value instanceof WorkerError.Internal v) {
      internalError.write(v.error(), out.u8(3));
    } else {
      throw Codec.inexpressible(value);
    }
  }

  @Override
  public WorkerError read(FieldReader in) throws ScaleException {
    int variant = in.variant("WorkerError");
    return switch (variant) {
      case 0 -> new WorkerError.JobTimedOut();
      case 1 -> new WorkerError.JobDied(in.at("JobDied.err").string(), in.at("JobDied.job_pid").i32());
      case 2 -> new WorkerError.JobFailed(jobError.read(in));
      case 3 -> new WorkerError.Internal(internalError.read(in));
      default -> throw in.unknown(variant);
    };
  }
}
