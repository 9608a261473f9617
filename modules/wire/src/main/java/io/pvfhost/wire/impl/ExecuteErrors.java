package io.pvfhost.wire.impl;

import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.wire.InternalValidationError;
import io.pvfhost.wire.JobError;
import io.pvfhost.wire.WorkerError;

/** Codec of {@link WorkerError} and what it consists of, the same in all dialects (protocol description, 3.6). */
final class ExecuteErrors {

  private static final Codec<JobError> JOB_ERROR = Variants.<JobError>named("JobError")
      .unit(0, JobError.TimedOut.class, new JobError.TimedOut())
      .text(1, JobError.Panic.class, JobError.Panic::text, JobError.Panic::new)
      .text(2, JobError.Kernel.class, JobError.Kernel::text, JobError.Kernel::new)
      .text(3, JobError.CouldNotSpawnThread.class,
          JobError.CouldNotSpawnThread::text, JobError.CouldNotSpawnThread::new)
      .text(4, JobError.CpuTimeMonitorThread.class,
          JobError.CpuTimeMonitorThread::text, JobError.CpuTimeMonitorThread::new)
      .with(5, JobError.UnexpectedExitStatus.class,
          (value, out) -> out.i32(value.status()),
          in -> new JobError.UnexpectedExitStatus(in.scale().i32()));

  private static final Codec<InternalValidationError> INTERNAL =
      Variants.<InternalValidationError>named("InternalValidationError")
          .text(0, InternalValidationError.HostCommunication.class,
              InternalValidationError.HostCommunication::text, InternalValidationError.HostCommunication::new)
          .text(1, InternalValidationError.CouldNotCreateLink.class,
              InternalValidationError.CouldNotCreateLink::text, InternalValidationError.CouldNotCreateLink::new)
          .text(2, InternalValidationError.CouldNotOpenFile.class,
              InternalValidationError.CouldNotOpenFile::text, InternalValidationError.CouldNotOpenFile::new)
          .text(3, InternalValidationError.CouldNotCreatePipe.class,
              InternalValidationError.CouldNotCreatePipe::text, InternalValidationError.CouldNotCreatePipe::new)
          .with(4, InternalValidationError.CouldNotClearWorkerDir.class,
              (value, out) -> out.string(value.error()).option(value.path(), ScaleWriter::string),
              in -> new InternalValidationError.CouldNotClearWorkerDir(
                  in.at("CouldNotClearWorkerDir.err").string(),
                  in.at("CouldNotClearWorkerDir.path").option(ScaleReader::string)))
          .text(5, InternalValidationError.Kernel.class,
              InternalValidationError.Kernel::text, InternalValidationError.Kernel::new)
          .with(6, InternalValidationError.NonDeterministicPrepareError.class, PrepareErrors.CODEC,
              InternalValidationError.NonDeterministicPrepareError::error,
              InternalValidationError.NonDeterministicPrepareError::new);

  /** The error half of an execute result. */
  static final Codec<WorkerError> CODEC = Variants.<WorkerError>named("WorkerError")
      .unit(0, WorkerError.JobTimedOut.class, new WorkerError.JobTimedOut())
      .with(1, WorkerError.JobDied.class,
          (value, out) -> out.string(value.error()).i32(value.jobPid()),
          in -> new WorkerError.JobDied(in.at("JobDied.err").string(), in.at("JobDied.job_pid").i32()))
      .with(2, WorkerError.JobFailed.class, JOB_ERROR, WorkerError.JobFailed::error, WorkerError.JobFailed::new)
      .with(3, WorkerError.Internal.class, INTERNAL, WorkerError.Internal::error, WorkerError.Internal::new);

  private ExecuteErrors() {
  }
}
