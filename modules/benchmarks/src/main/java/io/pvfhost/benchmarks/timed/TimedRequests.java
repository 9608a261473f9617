package io.pvfhost.benchmarks.timed;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.benchmarks.workload.Arrival;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.vertx.core.buffer.Buffer;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Jobs of a workload as candidates: what they carry is their block data, what they lead to is the head. */
public final class TimedRequests {

  private static final int CODE_BYTES = 256;
  private static final long MAX_POV_BYTES = 5L << 20;
  private static final PersistedValidationData DATA =
      new PersistedValidationData(Bytes.EMPTY, 1, Hash.ZERO, MAX_POV_BYTES);

  private final List<ValidationCode> codes;
  private final Duration deadline;

  /**
   * @param codes number of different validation codes
   * @param deadline of each job
   */
  public TimedRequests(int codes, Duration deadline) {
    this.codes = IntStream.range(0, codes).mapToObj(TimedRequests::code).toList();
    this.deadline = deadline;
  }

  private static ValidationCode code(int number) {
    byte[] blob = new byte[CODE_BYTES];
    blob[0] = (byte) number;
    blob[1] = (byte) (number >>> Byte.SIZE);
    return ValidationCode.of(Bytes.wrap(blob));
  }

  /** The candidate of a job. */
  public ExecuteRequest of(Arrival job) {
    PoV pov = new PoV(Bytes.wrap(JobBody.of(job).toBuffer().getBytes()));
    return ExecuteRequest.builder(codes.get(job.code()), DATA, pov).jobId("job-" + job.number()).deadline(deadline)
        .build();
  }

  /** What a candidate carries. */
  static JobBody body(ExecuteRequest request) {
    return JobBody.read(Buffer.buffer(request.pov().blockData().array()));
  }

  /** The head of an answer. */
  static Bytes head(JobBody job) {
    return Bytes.wrap(Buffer.buffer().appendLong(job.answer()).getBytes());
  }

  /**
   * The answer that a reply carries.
   *
   * @throws IllegalStateException if it is no verdict
   */
  public static long answer(ExecuteReply reply) {
    if (reply.verdict() != Verdict.VALID) {
      throw new IllegalStateException("job " + reply.jobId() + " has no answer: " + reply.reason());
    }
    return Buffer.buffer(reply.result().orElseThrow().headData().array()).getLong(0);
  }
}
