package io.pvfhost.engine.impl.trie;

/** How the values of a trie are kept. */
public enum StateVersion {

  /** Each in its node. */
  V0,
  /** Of 33 bytes and more, as a hash. */
  V1;

  private static final int SMALLEST_HASHED = 33;

  /** Returns whether a node holds the hash of a value instead of the value. */
  boolean hashes(int valueLength) {
    return this == V1 && valueLength >= SMALLEST_HASHED;
  }
}
