package io.pvfhost.host;

import java.io.IOException;

/**
 * Starts the process of a worker. The one seam at which confinement is applied around a worker.
 *
 * <p>{@link #spawn} blocks and is called on a Vert.x worker thread, never on an event loop. Implementations are
 * thread-safe.
 */
public interface WorkerSpawner {

  /**
   * Starts the process with exactly the command line and the environment of {@code launch}.
   *
   * @throws IOException if the process cannot be started; the message names the program
   */
  WorkerProcess spawn(WorkerLaunch launch) throws IOException;

  /** How workers started by this are confined, as reported in every result, for instance {@code none}. */
  String confinement();
}
