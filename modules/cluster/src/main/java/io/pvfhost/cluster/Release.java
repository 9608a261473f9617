package io.pvfhost.cluster;

import java.util.UUID;

/**
 * Gives back a reservation, granted or still parked.
 *
 * @param job as in the {@link Reserve}
 * @param attempt as in the {@link Reserve}
 */
public record Release(UUID job, int attempt) {
}
