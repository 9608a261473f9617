package io.pvfhost.cluster;

import io.pvfhost.api.StatusReply;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * The operations of other nodes, as a requester calls them. A call that gets no answer in time fails with DEADLINE, one
 * to a node that is not there with UNAVAILABLE; calls to this process go by reference.
 */
public interface HostCalls {

  /** {@link HostOperations#reserve} of a host. */
  Future<ReserveAnswer> reserve(UUID host, Reserve request, Duration timeout);

  /** {@link HostOperations#execute} of a host. */
  Future<ExecuteAnswer> execute(UUID host, Execute request, Duration timeout);

  /** {@link HostOperations#release} of a host, without an answer. */
  void release(UUID host, Release request);

  /** {@link HostOperations#cancel} of a host, without an answer. */
  void cancel(UUID host, Cancel request);

  /** {@link HostOperations#alive} of a host, without an answer. */
  void alive(UUID host);

  /** {@link HostOperations#missing} of a host. */
  default Future<List<Reservation>> missing(UUID host, List<Reservation> believed, Duration timeout) {
    alive(host);
    return Future.succeededFuture(List.of());
  }

  /** {@link HostOperations#status} of a host. */
  Future<StatusReply> status(UUID host, Duration timeout);

  /** {@link CodeOperations#codeLength} of a node in a role. */
  Future<Long> codeLength(PeerRole role, UUID node, Hash code, Duration timeout);

  /** {@link CodeOperations#sendCode} of a node in a role. */
  Future<Void> sendCode(PeerRole role, UUID node, CodeTransfer transfer, Duration timeout);
}
