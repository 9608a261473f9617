/**
 * Two nodes of one cluster in two processes: this one asks, the other one has the workers or takes the streams. They
 * are on the loopback interface, and share the machine's processors.
 */
package io.pvfhost.benchmarks.pair;
