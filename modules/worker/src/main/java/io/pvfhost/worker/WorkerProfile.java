package io.pvfhost.worker;

import io.pvfhost.wire.Dialect;

/**
 * What a worker of one dialect has beyond the messages.
 *
 * @param dialect the messages
 * @param povBombLimit bytes a PoV may have after decompression; a constant of the worker, four times the largest PoV of
 *     its time (spec 5.4)
 */
record WorkerProfile(Dialect dialect, int povBombLimit) {
  /** Dialect S, whose largest PoV is 5 MiB. */
  static final WorkerProfile S = new WorkerProfile(Dialect.S, 20 << 20);
}
