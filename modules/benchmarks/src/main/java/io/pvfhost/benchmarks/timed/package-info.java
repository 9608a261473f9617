/**
 * Jobs that only take time, and a host that runs them: its book of grants and its adverts are those of a real host, its
 * workers are timers. It runs on any clock, so that a live cluster and a simulated one have the same hosts.
 */
package io.pvfhost.benchmarks.timed;
