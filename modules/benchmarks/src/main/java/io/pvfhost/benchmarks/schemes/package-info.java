/**
 * Ways to bring jobs to workers that sit on several nodes of one clustered event bus, to be compared with each other on
 * the same jobs. Workers are timers, so that what is measured is the way there. This package names Hazelcast, since one
 * of the ways is its distributed queue.
 */
package io.pvfhost.benchmarks.schemes;
