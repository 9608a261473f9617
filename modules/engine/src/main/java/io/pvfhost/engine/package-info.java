/**
 * Runs validation code: decompression, preparation into an artifact, and execution of {@code validate_block}.
 *
 * <p>{@link io.pvfhost.engine.PvfEngine} is the entry. The engine knows the SCALE value types only: no processes, no
 * sockets, no files. Everything outside this package is implementation and may change.
 */
package io.pvfhost.engine;
