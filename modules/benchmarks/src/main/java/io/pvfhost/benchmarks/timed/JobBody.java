package io.pvfhost.benchmarks.timed;

import io.pvfhost.benchmarks.workload.Arrival;
import io.vertx.core.buffer.Buffer;

/**
 * What a job carries to its worker, padded to the size of a small one.
 *
 * @param number of the job
 * @param serviceNanos how long it takes
 * @param answer what the worker is to answer
 */
public record JobBody(int number, long serviceNanos, long answer) {

  /** Size of all bodies. */
  public static final int BYTES = 1024;

  /** What a job of a workload carries. */
  public static JobBody of(Arrival job) {
    return new JobBody(job.number(), job.serviceNanos(), job.answer());
  }

  /** Its bytes. */
  public Buffer toBuffer() {
    Buffer buffer = Buffer.buffer(BYTES).appendInt(number).appendLong(serviceNanos).appendLong(answer);
    return buffer.appendBytes(new byte[BYTES - buffer.length()]);
  }

  /** The body whose bytes these are. */
  public static JobBody read(Buffer buffer) {
    return new JobBody(buffer.getInt(0), buffer.getLong(4), buffer.getLong(12));
  }
}
