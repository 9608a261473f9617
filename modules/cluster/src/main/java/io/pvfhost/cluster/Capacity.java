package io.pvfhost.cluster;

import java.time.Duration;

/**
 * What a host can take, as of one moment. Rides on adverts and on every answer of the host.
 *
 * @param seq grows with each capacity that the process tells; an older one never replaces a younger one
 * @param workers jobs that the host runs at the same time
 * @param idle workers that neither run a job nor are reserved
 * @param parked probes that wait for a worker
 * @param draining whether the host is stopping and takes no more reservations
 * @param degraded whether the host has trouble starting workers
 * @param service recent time a job holds a worker; zero when unknown
 */
public record Capacity(long seq, int workers, int idle, int parked, boolean draining, boolean degraded,
    Duration service) {
}
