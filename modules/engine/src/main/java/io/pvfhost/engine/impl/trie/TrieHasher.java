package io.pvfhost.engine.impl.trie;

import io.pvfhost.scale.Digests;

/** The hash function of a trie. */
public enum TrieHasher {

  /** BLAKE2b with 32 bytes of output. */
  BLAKE2_256 {
    @Override
    public byte[] hash(byte[] data, int offset, int length) {
      return Digests.blake2b256(data, offset, length);
    }
  },

  /** Keccak-256. */
  KECCAK_256 {
    @Override
    public byte[] hash(byte[] data, int offset, int length) {
      return Digests.keccak256(data, offset, length);
    }
  };

  /** Bytes of a hash. */
  public static final int BYTES = 32;

  /** Hashes part of an array. */
  public abstract byte[] hash(byte[] data, int offset, int length);
}
