package io.pvfhost.worker;

import io.pvfhost.wire.Dialect;

/**
 * What a worker of one dialect has beyond the messages.
 *
 * @param dialect the messages
 */
record WorkerProfile(Dialect dialect) {
  /** Dialect S. */
  static final WorkerProfile S = new WorkerProfile(Dialect.S);
}
