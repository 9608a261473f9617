package io.pvfhost.cluster;

import io.pvfhost.scale.Hash;

import java.time.Duration;
import java.util.UUID;

/**
 * Asks a host to hold a worker.
 *
 * @param job the requester's id of the job
 * @param attempt 1 for the first; job and attempt together name a reservation
 * @param code hash of the validation code
 * @param ttl time left for the job
 * @param patience how long to wait for a worker when none is idle; zero to be told {@link ReserveAnswer.Busy} at once
 * @param streamBytes size of the block data when it will come as a stream; zero when it comes in the message
 */
public record Reserve(UUID job, int attempt, Hash code, Duration ttl, Duration patience, long streamBytes) {
}
