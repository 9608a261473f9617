package io.pvfhost.wire.impl;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.JobResponse;
import io.pvfhost.wire.WorkerResponse;

/** {@code Result<WorkerResponse, WorkerError>} (protocol description, section 3.6). */
public final class ExecuteResultCodec implements Codec<ExecuteResult> {

  private final Codec<ExecuteResult> variants;

  /**
   * For the dialects with these job responses.
   *
   * @param jobResponse the one part in which dialects differ
   */
  public ExecuteResultCodec(Codec<JobResponse> jobResponse) {
    this.variants = Variants.<ExecuteResult>named("Result")
        .with(0, ExecuteResult.Response.class, new ResponseCodec(jobResponse),
            ExecuteResult.Response::response, ExecuteResult.Response::new)
        .with(1, ExecuteResult.Failure.class, ExecuteErrors.CODEC,
            ExecuteResult.Failure::error, ExecuteResult.Failure::new);
  }

  @Override
  public void write(ExecuteResult value, ScaleWriter out) {
    variants.write(value, out);
  }

  @Override
  public ExecuteResult read(FieldReader in) throws ScaleException {
    return variants.read(in);
  }

  private record ResponseCodec(Codec<JobResponse> jobResponse) implements Codec<WorkerResponse> {

    @Override
    public void write(WorkerResponse value, ScaleWriter out) {
      jobResponse.write(value.jobResponse(), out);
      out.duration(value.cpuTime()).u32(value.povSize());
    }

    @Override
    public WorkerResponse read(FieldReader in) throws ScaleException {
      return new WorkerResponse(
          jobResponse.read(in), in.at("WorkerResponse.duration").duration(), in.at("WorkerResponse.pov_size").u32());
    }
  }
}
