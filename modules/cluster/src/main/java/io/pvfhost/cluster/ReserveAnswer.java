package io.pvfhost.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A host's answer to a {@link Reserve}; refusals are failures of the call. */
public sealed interface ReserveAnswer {

  /** The host's capacity after the answer. */
  Capacity capacity();

  /**
   * A worker is held.
   *
   * @param lease names the hold in {@link Execute} and {@link Release}
   * @param leaseTtl how long it is held without an {@link Execute}; renewed while the stream flows
   * @param haveCode whether the host needs no validation code for the job
   * @param ticket where to stream the block data, when the reservation asked for that
   * @param capacity the host's capacity
   */
  record Granted(UUID lease, Duration leaseTtl, boolean haveCode, Optional<StreamTicket> ticket, Capacity capacity)
      implements ReserveAnswer {
  }

  /**
   * No worker is idle.
   *
   * @param capacity the host's capacity
   */
  record Busy(Capacity capacity) implements ReserveAnswer {
  }
}
