package io.pvfhost.benchmarks.sim;

import io.pvfhost.benchmarks.timed.TimerHost;

/**
 * A host of the simulated cluster.
 *
 * @param node its process
 * @param operations what it does
 */
record SimHost(SimNode node, TimerHost operations) {
}
