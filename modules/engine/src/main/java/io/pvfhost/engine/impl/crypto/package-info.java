/**
 * Signatures as host functions verify them: ed25519 by the rules of ZIP 215, sr25519 over ristretto255, and ECDSA key
 * recovery on secp256k1. Only public values are handled, so nothing here runs in constant time. Our own, because no
 * library has both the rules and the speed.
 */
package io.pvfhost.engine.impl.crypto;
