package io.pvfhost.host;

/**
 * A pool at one moment.
 *
 * @param idle workers that wait for a job, one that is made warm meanwhile included
 * @param busy workers that have one
 * @param spawning workers being started
 * @param waiting jobs that wait for a worker
 * @param spawned workers started since the pool was made
 * @param spawnFailures starts that failed, and workers that died before their first job
 */
public record PoolStatus(int idle, int busy, int spawning, int waiting, long spawned, long spawnFailures) {
}
