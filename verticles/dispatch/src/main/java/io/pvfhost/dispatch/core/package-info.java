/**
 * The decisions of a requester: which host runs a job, what happens when it does not, and when the job ends. Runs on
 * {@link io.pvfhost.cluster.Timers} and {@link io.pvfhost.cluster.HostCalls} only, so that a simulation runs the same
 * code as a node.
 */
package io.pvfhost.dispatch.core;
