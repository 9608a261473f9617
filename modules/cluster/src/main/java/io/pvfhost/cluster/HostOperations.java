package io.pvfhost.cluster;

import io.pvfhost.api.StatusReply;
import io.vertx.core.Future;

import java.util.List;
import java.util.UUID;

/**
 * What a host does for requesters. Refusals are failed futures with a {@code PvfException}. Called on the context it
 * was registered on, for authenticated peers only.
 */
public interface HostOperations extends CodeOperations {

  /** Holds a worker, now or when one is free, or tells that none is. */
  Future<ReserveAnswer> reserve(UUID from, Reserve request);

  /** Runs a job on a held worker. */
  Future<ExecuteAnswer> execute(UUID from, Execute request);

  /** Gives back what {@link #reserve} held or parked; unknown ones are ignored. */
  void release(UUID from, Release request);

  /** Withdraws a job in whatever state it is; unknown ones are ignored. */
  void cancel(UUID from, Cancel request);

  /** Tells that the requester lives; a requester with something held, parked or running here tells it regularly. */
  void alive(UUID from);

  /**
   * Tells that the requester lives, and compares what it believes to have here: messages may be lost with a connection.
   *
   * @param believed parked probes, leases and running jobs, at most {@link Reservation#MAX_ASKED}
   * @return those of them that are not here
   */
  default Future<List<Reservation>> missing(UUID from, List<Reservation> believed) {
    alive(from);
    return Future.succeededFuture(List.of());
  }

  /** The host at this moment. */
  Future<StatusReply> status(UUID from);
}
