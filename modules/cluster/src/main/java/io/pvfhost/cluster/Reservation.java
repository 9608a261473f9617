package io.pvfhost.cluster;

import java.util.UUID;

/**
 * Names a reservation of a requester, from its {@link Reserve} to the end of its job.
 *
 * @param job as in the {@link Reserve}
 * @param attempt as in the {@link Reserve}
 */
public record Reservation(UUID job, int attempt) {

  /** Most reservations asked about at once. */
  public static final int MAX_ASKED = 4096;
}
