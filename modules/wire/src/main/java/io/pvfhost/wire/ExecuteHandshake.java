package io.pvfhost.wire;

import io.pvfhost.scale.ExecutorParams;

import java.util.Objects;

/**
 * The second frame to an execute worker (protocol description, section 3.2). The worker answers nothing.
 *
 * @param params the executor params of every job this worker will be given
 */
public record ExecuteHandshake(ExecutorParams params) {

  /** Checks the argument. */
  public ExecuteHandshake {
    Objects.requireNonNull(params, "params");
  }
}
