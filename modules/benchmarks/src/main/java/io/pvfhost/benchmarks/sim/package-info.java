/**
 * A cluster on a simulated clock and network, with the code that decides in a real one: the dispatcher of requesters,
 * the book of grants and the adverts of hosts. What happens follows from a seed, to the last message.
 */
package io.pvfhost.benchmarks.sim;
