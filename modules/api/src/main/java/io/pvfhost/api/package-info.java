/**
 * The event-bus interface of a PVF host: addresses, typed messages, failure codes and {@link
 * io.pvfhost.api.PvfClient}. A caller needs this package and {@code io.pvfhost.scale}, nothing else. All message
 * types are immutable; between verticles of one JVM they travel by reference, between JVMs through versioned binary
 * codecs ({@link io.pvfhost.api.ApiCodecs}).
 */
package io.pvfhost.api;
