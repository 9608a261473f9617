package io.pvfhost.wire.impl;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.JobResponse;
import io.pvfhost.wire.WorkerResponse;

import java.util.Objects;

/** {@code Result<WorkerResponse, WorkerError>} (protocol description, section 3.6). */
public final class ExecuteResultCodec implements Codec<ExecuteResult> {

  private final Codec<JobResponse> jobResponse;
  private final WorkerErrorCodec workerError = new WorkerErrorCodec();

  /**
   * For the dialects with these job responses.
   *
   * @param jobResponse the one part in which dialects differ
   */
  public ExecuteResultCodec(Codec<JobResponse> jobResponse) {
    this.jobResponse = Objects.requireNonNull(jobResponse, "jobResponse");
  }

  @Override
  public void write(ExecuteResult value, ScaleWriter out) {
    if (value instanceof ExecuteResult.Failure failure) {
      workerError.write(failure.error(), out.u8(1));
    } else {
      writeResponse(((ExecuteResult.Response) value).response(), out.u8(0));
    }
  }

  private void writeResponse(WorkerResponse response, ScaleWriter out) {
    jobResponse.write(response.jobResponse(), out);
    out.duration(response.cpuTime()).u32(response.povSize());
  }

  @Override
  public ExecuteResult read(FieldReader in) throws ScaleException {
    int variant = in.variant("Result");
    return switch (variant) {
      case 0 -> new ExecuteResult.Response(readResponse(in));
      case 1 -> new ExecuteResult.Failure(workerError.read(in));
      default -> throw in.unknown(variant);
    };
  }

  private WorkerResponse readResponse(FieldReader in) throws ScaleException {
    return new WorkerResponse(
        jobResponse.read(in), in.at("WorkerResponse.duration").duration(), in.at("WorkerResponse.pov_size").u32());
  }
}
