/**
 * Generated load for an operator's acceptance test: jobs whose right answer is known beforehand, a run that keeps a
 * number of them in flight, and what came of it. Knows a client of hosts and the samples, neither the command line nor
 * how hosts are reached.
 */
package io.pvfhost.node.load;
