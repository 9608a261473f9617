package io.pvfhost.wire.impl;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.wire.PrepareError;

/** Codec of {@link PrepareError}, the same in all dialects (protocol description, section 3.7). */
final class PrepareErrors {

  /** The error half of a prepare result. */
  static final Codec<PrepareError> CODEC = Variants.<PrepareError>named("PrepareError")
      .text(0, PrepareError.Prevalidation.class, PrepareError.Prevalidation::text, PrepareError.Prevalidation::new)
      .text(1, PrepareError.Preparation.class, PrepareError.Preparation::text, PrepareError.Preparation::new)
      .text(2, PrepareError.RuntimeConstruction.class,
          PrepareError.RuntimeConstruction::text, PrepareError.RuntimeConstruction::new)
      .text(3, PrepareError.JobError.class, PrepareError.JobError::text, PrepareError.JobError::new)
      .unit(4, PrepareError.TimedOut.class, new PrepareError.TimedOut())
      .text(5, PrepareError.IoErr.class, PrepareError.IoErr::text, PrepareError.IoErr::new)
      .text(6, PrepareError.CreateTmpFile.class, PrepareError.CreateTmpFile::text, PrepareError.CreateTmpFile::new)
      .with(7, PrepareError.RenameTmpFile.class, PrepareErrors::writeRename, PrepareErrors::readRename)
      .unit(8, PrepareError.OutOfMemory.class, new PrepareError.OutOfMemory())
      .text(9, PrepareError.ClearWorkerDir.class, PrepareError.ClearWorkerDir::text, PrepareError.ClearWorkerDir::new)
      .with(10, PrepareError.JobDied.class,
          (value, out) -> out.string(value.error()).i32(value.jobPid()),
          in -> new PrepareError.JobDied(in.at("JobDied.err").string(), in.at("JobDied.job_pid").i32()))
      .text(11, PrepareError.Kernel.class, PrepareError.Kernel::text, PrepareError.Kernel::new)
      .text(12, PrepareError.CouldNotDecompressCodeBlob.class,
          PrepareError.CouldNotDecompressCodeBlob::text, PrepareError.CouldNotDecompressCodeBlob::new);

  private PrepareErrors() {
  }

  private static void writeRename(PrepareError.RenameTmpFile value, ScaleWriter out) {
    out.string(value.error())
        .option(value.source(), ScaleWriter::string)
        .option(value.destination(), ScaleWriter::string);
  }

  private static PrepareError.RenameTmpFile readRename(FieldReader in) throws ScaleException {
    return new PrepareError.RenameTmpFile(
        in.at("RenameTmpFile.err").string(),
        in.at("RenameTmpFile.src").option(ScaleReader::string),
        in.at("RenameTmpFile.dest").option(ScaleReader::string));
  }
}
