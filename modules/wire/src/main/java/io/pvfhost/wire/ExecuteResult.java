package io.pvfhost.wire;

import java.util.Objects;

/** The frame with which an execute worker answers a job (protocol description, section 3.6). */
public sealed interface ExecuteResult {

  /**
   * The job ended in order; the worker takes the next one.
   *
   * @param response the answer
   */
  record Response(WorkerResponse response) implements ExecuteResult {

    /** Checks the argument. */
    public Response {
      Objects.requireNonNull(response, "response");
    }
  }

  /**
   * The job or the worker failed; the worker is to be killed.
   *
   * @param error how
   */
  record Failure(WorkerError error) implements ExecuteResult {

    /** Checks the argument. */
    public Failure {
      Objects.requireNonNull(error, "error");
    }
  }
}
