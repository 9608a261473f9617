package io.pvfhost.engine.impl.trie;

import java.util.Arrays;

/** Half bytes of keys. */
final class Nibbles {

  private Nibbles() {}

  /** Returns a nibble of a key that starts at an offset. */
  static int at(byte[] key, int offset, int index) {
    int value = key[offset + (index >> 1)];
    return ((index & 1) == 0 ? value >> 4 : value) & 0xf;
  }

  /** Returns how many nibbles two keys of one array have in common at their start. */
  static int common(byte[] keys, int a, int aLength, int b, int bLength) {
    int mismatch = Arrays.mismatch(keys, a, a + aLength, keys, b, b + bLength);
    if (mismatch < 0) {
      return 2 * aLength;
    }
    boolean highDiffers = mismatch == aLength || mismatch == bLength
        || ((keys[a + mismatch] ^ keys[b + mismatch]) & 0xf0) != 0;
    return 2 * mismatch + (highDiffers ? 0 : 1);
  }
}
