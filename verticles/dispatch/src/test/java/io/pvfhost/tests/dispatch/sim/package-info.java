/** A cluster on simulated time: real grants and real dispatch, simulated network, workers and faults. */
package io.pvfhost.tests.dispatch.sim;
