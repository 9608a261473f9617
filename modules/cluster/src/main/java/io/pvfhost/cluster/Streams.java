package io.pvfhost.cluster;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;

import java.time.Duration;
import java.util.Map;

/**
 * Bulk data between nodes, beside the event bus: streams over TCP, each paid for with a ticket.
 *
 * <pre>
 * 0              16                24
 * +--------------+-----------------+--------------+
 * | ticket, 16 B | length, u64 LE  | bytes ...    |
 * +--------------+-----------------+--------------+
 * </pre>
 *
 * <p>The receiver answers a stream that is complete with one byte, 1, and anything else by closing the connection,
 * which may carry another stream after the answer.
 *
 * <p>The receiver allocates for tickets that it gave out itself, for the length that it expects, and within a bound on
 * all streams together. May be used from any thread; futures complete on the caller's context.
 */
public interface Streams {

  /**
   * Gives out a ticket.
   *
   * @param length exact size of the stream in bytes
   * @param patience longest time without progress, from the ticket's making on
   * @return the ticket and what will come of it
   * @throws io.pvfhost.api.PvfException OVERLOADED when it would exceed the bound on all streams together
   */
  InboundStream expect(long length, Duration patience);

  /**
   * Sends one stream.
   *
   * @param ticket of the receiver
   * @param data what to send
   * @param patience longest time without progress
   * @return SHA-256 of what was sent, when the receiver has taken all of it
   */
  Future<Hash> send(StreamTicket ticket, Bytes data, Duration patience);

  /** Streams refused so far, by cause. */
  Map<String, Long> refused();

  /** Bytes set aside for streams: expected, under way, and received but not yet released. */
  long reservedBytes();

  /** Ends the server and all streams. */
  Future<Void> close();
}
