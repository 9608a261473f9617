/**
 * Vectors: modules and candidates with the answers that Parity's own workers gave, run through our engine or our worker
 * processes and compared. Knows the engine and a client of hosts, neither the command line nor how hosts are started.
 */
package io.pvfhost.node.vectors;
