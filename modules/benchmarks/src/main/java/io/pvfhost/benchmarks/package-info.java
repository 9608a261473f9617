/**
 * Whole-process benchmarks: a host with real worker processes, measured from the event bus. Each command of
 * {@link io.pvfhost.benchmarks.Bench} is one benchmark.
 */
package io.pvfhost.benchmarks;
