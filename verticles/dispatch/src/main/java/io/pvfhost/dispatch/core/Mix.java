package io.pvfhost.dispatch.core;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;

/** Bits for choices: well mixed, and the same on every node. */
final class Mix {

  private Mix() {
  }

  /** A permutation of the 64-bit numbers in which neighbours have nothing in common (the finalizer of SplitMix64). */
  static long mix(long value) {
    long mixed = value + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** A number above 0 and below 1. */
  static double unit(long value) {
    return ((mix(value) >>> 12) + 0.5) * 0x1p-52;
  }

  /** The first 8 bytes of a hash, big-endian, as in adverts. */
  static long prefix(Hash hash) {
    Bytes bytes = hash.bytes();
    long prefix = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      prefix = prefix << 8 | (bytes.get(i) & 0xFF);
    }
    return prefix;
  }
}
