/** The two ends of a stream. Everything here with state runs on the one event loop of its node's streams. */
package io.pvfhost.cluster.stream.impl;
