package io.pvfhost.cluster;

import io.vertx.core.Future;

/** A stream that a ticket was given out for. */
public interface InboundStream {

  /** What the sender needs. */
  StreamTicket ticket();

  /** The stream when it is complete; fails when it does not come, stalls, or is not what was announced. */
  Future<ReceivedStream> received();

  /** Is called, on the context that asked for the ticket, when bytes have come, at most every 100 ms or so. */
  void onProgress(Runnable action);

  /** Withdraws the ticket, ends the stream, frees what has come of it; does nothing when it has been handed over. */
  void cancel();
}
