package io.pvfhost.scale;

import java.util.Arrays;

/** BLAKE2b without key (RFC 7693) over a range that is there as a whole. */
final class Blake2b {

  private static final int BLOCK = 128;
  private static final int ROUND = 16;
  // First word of the parameter block, to which the output length is added: no key, fanout 1, depth 1.
  private static final long SEQUENTIAL = 0x0101_0000L;
  private static final long LAST_BLOCK = -1;

  private static final long[] IV = {
    0x6a09e667f3bcc908L, 0xbb67ae8584caa73bL, 0x3c6ef372fe94f82bL, 0xa54ff53a5f1d36f1L,
    0x510e527fade682d1L, 0x9b05688c2b3e6c1fL, 0x1f83d9abfb41bd6bL, 0x5be0cd19137e2179L
  };

  // The order of the message words in each of the 12 rounds.
  private static final byte[] SIGMA = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
    11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
    7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
    9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
    2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
    12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
    13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
    6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
    10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3
  };

  private Blake2b() {
  }

  /** The hash of {@code outputBytes} bytes, a multiple of 8 up to 64. */
  static byte[] hash(byte[] data, int offset, int length, int outputBytes) {
    long[] state = IV.clone();
    state[0] ^= SEQUENTIAL | outputBytes;
    int done = 0;
    // A full last block is left over too: it is compressed with another flag.
    for (; length - done > BLOCK; done += BLOCK) {
      compress(state, data, offset + done, done + BLOCK, 0);
    }
    byte[] last = Arrays.copyOf(Arrays.copyOfRange(data, offset + done, offset + length), BLOCK);
    compress(state, last, 0, length, LAST_BLOCK);
    return output(state, outputBytes);
  }

  private static byte[] output(long[] state, int outputBytes) {
    byte[] output = new byte[outputBytes];
    for (int i = 0; i < outputBytes; i += Long.BYTES) {
      LittleEndian.putLong(output, i, state[i / Long.BYTES]);
    }
    return output;
  }

  /**
   * Mixes one block into the state. Long and in local variables on purpose: with the working vector in an array and the
   * mixing step as a method, hashing takes half as long again.
   */
  private static void compress(long[] state, byte[] data, int at, long counter, long finalization) {
    long[] m = new long[ROUND];
    for (int i = 0; i < ROUND; i++) {
      m[i] = LittleEndian.getLong(data, at + Long.BYTES * i);
    }
    long v0 = state[0];
    long v1 = state[1];
    long v2 = state[2];
    long v3 = state[3];
    long v4 = state[4];
    long v5 = state[5];
    long v6 = state[6];
    long v7 = state[7];
    long v8 = IV[0];
    long v9 = IV[1];
    long v10 = IV[2];
    long v11 = IV[3];
    long v12 = IV[4] ^ counter;
    long v13 = IV[5];
    long v14 = IV[6] ^ finalization;
    long v15 = IV[7];
    // The mask tells the compiler that the index is inside the block, which saves the check.
    for (int r = 0; r < SIGMA.length; r += ROUND) {
      v0 += v4 + m[SIGMA[r] & 15];
      v12 = Long.rotateRight(v12 ^ v0, 32);
      v8 += v12;
      v4 = Long.rotateRight(v4 ^ v8, 24);
      v0 += v4 + m[SIGMA[r + 1] & 15];
      v12 = Long.rotateRight(v12 ^ v0, 16);
      v8 += v12;
      v4 = Long.rotateRight(v4 ^ v8, 63);
      v1 += v5 + m[SIGMA[r + 2] & 15];
      v13 = Long.rotateRight(v13 ^ v1, 32);
      v9 += v13;
      v5 = Long.rotateRight(v5 ^ v9, 24);
      v1 += v5 + m[SIGMA[r + 3] & 15];
      v13 = Long.rotateRight(v13 ^ v1, 16);
      v9 += v13;
      v5 = Long.rotateRight(v5 ^ v9, 63);
      v2 += v6 + m[SIGMA[r + 4] & 15];
      v14 = Long.rotateRight(v14 ^ v2, 32);
      v10 += v14;
      v6 = Long.rotateRight(v6 ^ v10, 24);
      v2 += v6 + m[SIGMA[r + 5] & 15];
      v14 = Long.rotateRight(v14 ^ v2, 16);
      v10 += v14;
      v6 = Long.rotateRight(v6 ^ v10, 63);
      v3 += v7 + m[SIGMA[r + 6] & 15];
      v15 = Long.rotateRight(v15 ^ v3, 32);
      v11 += v15;
      v7 = Long.rotateRight(v7 ^ v11, 24);
      v3 += v7 + m[SIGMA[r + 7] & 15];
      v15 = Long.rotateRight(v15 ^ v3, 16);
      v11 += v15;
      v7 = Long.rotateRight(v7 ^ v11, 63);
      v0 += v5 + m[SIGMA[r + 8] & 15];
      v15 = Long.rotateRight(v15 ^ v0, 32);
      v10 += v15;
      v5 = Long.rotateRight(v5 ^ v10, 24);
      v0 += v5 + m[SIGMA[r + 9] & 15];
      v15 = Long.rotateRight(v15 ^ v0, 16);
      v10 += v15;
      v5 = Long.rotateRight(v5 ^ v10, 63);
      v1 += v6 + m[SIGMA[r + 10] & 15];
      v12 = Long.rotateRight(v12 ^ v1, 32);
      v11 += v12;
      v6 = Long.rotateRight(v6 ^ v11, 24);
      v1 += v6 + m[SIGMA[r + 11] & 15];
      v12 = Long.rotateRight(v12 ^ v1, 16);
      v11 += v12;
      v6 = Long.rotateRight(v6 ^ v11, 63);
      v2 += v7 + m[SIGMA[r + 12] & 15];
      v13 = Long.rotateRight(v13 ^ v2, 32);
      v8 += v13;
      v7 = Long.rotateRight(v7 ^ v8, 24);
      v2 += v7 + m[SIGMA[r + 13] & 15];
      v13 = Long.rotateRight(v13 ^ v2, 16);
      v8 += v13;
      v7 = Long.rotateRight(v7 ^ v8, 63);
      v3 += v4 + m[SIGMA[r + 14] & 15];
      v14 = Long.rotateRight(v14 ^ v3, 32);
      v9 += v14;
      v4 = Long.rotateRight(v4 ^ v9, 24);
      v3 += v4 + m[SIGMA[r + 15] & 15];
      v14 = Long.rotateRight(v14 ^ v3, 16);
      v9 += v14;
      v4 = Long.rotateRight(v4 ^ v9, 63);
    }
    state[0] ^= v0 ^ v8;
    state[1] ^= v1 ^ v9;
    state[2] ^= v2 ^ v10;
    state[3] ^= v3 ^ v11;
    state[4] ^= v4 ^ v12;
    state[5] ^= v5 ^ v13;
    state[6] ^= v6 ^ v14;
    state[7] ^= v7 ^ v15;
  }
}
