/**
 * The zstd reference library, which Parity's workers use too. What it makes of malformed streams decides verdicts and
 * differs between implementations, so another one will not do.
 */
package io.pvfhost.engine.impl.zstd;
