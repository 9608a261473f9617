/** Streams between nodes over real sockets, with honest peers and with strangers. */
package io.pvfhost.tests.cluster.stream;
