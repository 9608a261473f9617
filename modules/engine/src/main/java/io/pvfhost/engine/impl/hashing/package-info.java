/** Hash functions that only the engine needs; the others are in {@link io.pvfhost.scale.Digests}. */
package io.pvfhost.engine.impl.hashing;
