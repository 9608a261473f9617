/**
 * The Merkle tries of Substrate: roots of sets of entries, and proofs that an entry is under a root. Node encoding and
 * proofs are as the {@code ext_trie} host functions need them (spec 6.6).
 *
 * <p>Keys are sequences of nibbles, the high one of a byte first. A node of fewer than 32 bytes stands in its parent as
 * it is, any other as its hash.
 */
package io.pvfhost.engine.impl.trie;
