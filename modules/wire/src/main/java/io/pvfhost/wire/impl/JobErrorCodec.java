package io.pvfhost.wire.impl;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.wire.JobError;

/** The same in all dialects (protocol description, section 3.6). */
final class JobErrorCodec implements Codec<JobError> {

  @Override
  public void write(JobError value, ScaleWriter out) {
    if (value instanceof JobError.TimedOut) {
      out.u8(0);
    } else if (value instanceof JobError.Panic v) {
      out.u8(1).string(v.text());
    } else if (value instanceof JobError.Kernel v) {
      out.u8(2).string(v.text());
    } else if (value instanceof JobError.CouldNotSpawnThread v) {
      out.u8(3).string(v.text());
    } else if (value instanceof JobError.CpuTimeMonitorThread v) {
      out.u8(4).string(v.text());
    } else if (value instanceof JobError.UnexpectedExitStatus v) {
      out.u8(5).i32(v.status());
    } else {
      throw Codec.inexpressible(value);
    }
  }

  @Override
  public JobError read(FieldReader in) throws ScaleException {
    int variant = in.variant("JobError");
    return switch (variant) {
      case 0 -> new JobError.TimedOut();
      case 1 -> new JobError.Panic(in.at("JobError.Panic").string());
      case 2 -> new JobError.Kernel(in.at("JobError.Kernel").string());
      case 3 -> new JobError.CouldNotSpawnThread(in.at("JobError.CouldNotSpawnThread").string());
      case 4 -> new JobError.CpuTimeMonitorThread(in.at("JobError.CpuTimeMonitorThread").string());
      case 5 -> new JobError.UnexpectedExitStatus(in.at("JobError.UnexpectedExitStatus").i32());
      default -> throw in.unknown(variant);
    };
  }
}
