package io.pvfhost.execute.grants;

import io.pvfhost.cluster.InboundStream;

import java.util.Optional;

/** A job that uses the worker that was granted to it. Used on the book's thread. */
public interface RunningJob {

  /** The block data that comes as a stream, if it does; from now on the job's to take or to cancel. */
  Optional<InboundStream> stream();

  /**
   * Gives the worker back, to whoever waits first.
   *
   * @throws IllegalStateException when called again: the worker would be counted twice
   */
  void end();
}
