/**
 * Streams of bulk data between the nodes of a cluster, over TCP and, when configured, mutual TLS. {@link
 * io.pvfhost.cluster.stream.TcpStreams} is the implementation of {@link io.pvfhost.cluster.Streams}.
 */
package io.pvfhost.cluster.stream;
