package io.pvfhost.wire.impl;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.wire.PrepareError;

/** The same in all dialects (protocol description, section 3.7). */
final class PrepareErrorCodec implements Codec<PrepareError> {

  @Override
  public void write(PrepareError value, ScaleWriter out) {
    if (value instanceof PrepareError.Prevalidation v) {
      out.u8(0).string(v.text());
    } else if (value instanceof PrepareError.Preparation v) {
      out.u8(1).string(v.text());
    } else if (value instanceof PrepareError.RuntimeConstruction v) {
      out.u8(2).string(v.text());
    } else if (value instanceof PrepareError.JobError v) {
      out.u8(3).string(v.text());
    } else if (value instanceof PrepareError.TimedOut) {
      out.u8(4);
    } else if (value instanceof PrepareError.IoErr v) {
      out.u8(5).string(v.text());
    } else if (value instanceof PrepareError.CreateTmpFile v) {
      out.u8(6).string(v.text());
    } else if (value instanceof PrepareError.RenameTmpFile v) {
      out.u8(7).string(v.error())
          .option(v.source(), ScaleWriter::string)
          .option(v.destination(), ScaleWriter::string);
    } else if (value instanceof PrepareError.OutOfMemory) {
      out.u8(8);
    } else if (value instanceof PrepareError.ClearWorkerDir v) {
      out.u8(9).string(v.text());
    } else if (value instanceof PrepareError.JobDied v) {
      out.u8(10).string(v.error()).i32(v.jobPid());
    } else if (value instanceof PrepareError.Kernel v) {
      out.u8(11).string(v.text());
    } else if (value instanceof PrepareError.CouldNotDecompressCodeBlob v) {
      out.u8(12).string(v.text());
    } else {
      throw Codec.inexpressible(value);
    }
  }

  @Override
  public PrepareError read(FieldReader in) throws ScaleException {
    int variant = in.variant("PrepareError");
    return switch (variant) {
      case 0 -> new PrepareError.Prevalidation(in.at("PrepareError.Prevalidation").string());
      case 1 -> new PrepareError.Preparation(in.at("PrepareError.Preparation").string());
      case 2 -> new PrepareError.RuntimeConstruction(in.at("PrepareError.RuntimeConstruction").string());
      case 3 -> new PrepareError.JobError(in.at("PrepareError.JobError").string());
      case 4 -> new PrepareError.TimedOut();
      case 5 -> new PrepareError.IoErr(in.at("PrepareError.IoErr").string());
      case 6 -> new PrepareError.CreateTmpFile(in.at("PrepareError.CreateTmpFile").string());
      case 7 -> new PrepareError.RenameTmpFile(
          in.at("RenameTmpFile.err").string(),
          in.at("RenameTmpFile.src").option(ScaleReader::string),
          in.at("RenameTmpFile.dest").option(ScaleReader::string));
      case 8 -> new PrepareError.OutOfMemory();
      case 9 -> new PrepareError.ClearWorkerDir(in.at("PrepareError.ClearWorkerDir").string());
      case 10 -> new PrepareError.JobDied(in.at("JobDied.err").string(), in.at("JobDied.job_pid").i32());
      case 11 -> new PrepareError.Kernel(in.at("PrepareError.Kernel").string());
      case 12 -> new PrepareError.CouldNotDecompressCodeBlob(
          in.at("PrepareError.CouldNotDecompressCodeBlob").string());
      default -> throw in.unknown(variant);
    };
  }
}
