/**
 * Frames and messages between the host and its worker processes (protocol description, sections 2 and 3). Messages are
 * plain values; {@link io.pvfhost.wire.Dialect} alone knows how they look as bytes. Needs no I/O library, so that the
 * worker programs stay small.
 */
package io.pvfhost.wire;
