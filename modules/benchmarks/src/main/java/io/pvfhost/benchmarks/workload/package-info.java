/**
 * Jobs of known service time that arrive at known moments, what a central queue makes of them, and what became of them.
 * Everything follows from a seed, so that each dispatch scheme is given the same jobs.
 */
package io.pvfhost.benchmarks.workload;
