package io.pvfhost.scale;

import java.util.Arrays;

/**
 * BLAKE3 without key and with 32 bytes of output, over a range that is there as a whole.
 *
 * <p>The input is cut into chunks of 1024 bytes, the leaves of a binary tree whose left subtrees are complete and as
 * large as possible. Each node is hashed with flags that tell its place; only the root has the flag ROOT.
 */
final class Blake3 {

  private static final int CHUNK = 1024;
  private static final int BLOCK = 64;
  private static final int WORDS = 8;
  private static final int ROUND = 16;

  private static final int CHUNK_START = 1;
  private static final int CHUNK_END = 2;
  private static final int PARENT = 4;
  private static final int ROOT = 8;

  private static final int[] IV = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  // The order of the message words in each of the 7 rounds.
  private static final byte[] SCHEDULE = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8,
    3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1,
    10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6,
    12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4,
    9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7,
    11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13
  };

  private Blake3() {
  }

  /** The hash, 32 bytes. */
  static byte[] hash(byte[] data, int offset, int length) {
    return bytes(subtree(data, offset, length, 0, ROOT));
  }

  /** The chaining value of the tree over a range, whose first chunk has the number {@code chunk} in the input. */
  private static int[] subtree(byte[] data, int offset, int length, long chunk, int root) {
    if (length <= CHUNK) {
      return chunk(data, offset, length, chunk, root);
    }
    int leftChunks = Integer.highestOneBit((length - 1) / CHUNK);
    int leftLength = leftChunks * CHUNK;
    int[] left = subtree(data, offset, leftLength, chunk, 0);
    int[] right = subtree(data, offset + leftLength, length - leftLength, chunk + leftChunks, 0);
    int[] children = Arrays.copyOf(left, 2 * WORDS);
    System.arraycopy(right, 0, children, WORDS, WORDS);
    int[] value = IV.clone();
    compress(value, children, 0, BLOCK, PARENT | root);
    return value;
  }

  private static int[] chunk(byte[] data, int offset, int length, long chunk, int root) {
    int[] value = IV.clone();
    int start = CHUNK_START;
    int done = 0;
    for (; length - done > BLOCK; done += BLOCK) {
      compress(value, words(data, offset + done), chunk, BLOCK, start);
      start = 0;
    }
    byte[] last = Arrays.copyOf(Arrays.copyOfRange(data, offset + done, offset + length), BLOCK);
    compress(value, words(last, 0), chunk, length - done, start | CHUNK_END | root);
    return value;
  }

  private static int[] words(byte[] data, int at) {
    int[] words = new int[ROUND];
    for (int i = 0; i < ROUND; i++) {
      words[i] = LittleEndian.getInt(data, at + Integer.BYTES * i);
    }
    return words;
  }

  private static byte[] bytes(int[] value) {
    byte[] bytes = new byte[WORDS * Integer.BYTES];
    for (int i = 0; i < WORDS; i++) {
      LittleEndian.putInt(bytes, Integer.BYTES * i, value[i]);
    }
    return bytes;
  }

  /** Mixes one block into the chaining value; in local variables on purpose, as in {@link Blake2b}. */
  private static void compress(int[] value, int[] m, long counter, int blockLength, int flags) {
    int v0 = value[0];
    int v1 = value[1];
    int v2 = value[2];
    int v3 = value[3];
    int v4 = value[4];
    int v5 = value[5];
    int v6 = value[6];
    int v7 = value[7];
    int v8 = IV[0];
    int v9 = IV[1];
    int v10 = IV[2];
    int v11 = IV[3];
    int v12 = (int) counter;
    int v13 = (int) (counter >>> 32);
    int v14 = blockLength;
    int v15 = flags;
    for (int r = 0; r < SCHEDULE.length; r += ROUND) {
      v0 += v4 + m[SCHEDULE[r] & 15];
      v12 = Integer.rotateRight(v12 ^ v0, 16);
      v8 += v12;
      v4 = Integer.rotateRight(v4 ^ v8, 12);
      v0 += v4 + m[SCHEDULE[r + 1] & 15];
      v12 = Integer.rotateRight(v12 ^ v0, 8);
      v8 += v12;
      v4 = Integer.rotateRight(v4 ^ v8, 7);
      v1 += v5 + m[SCHEDULE[r + 2] & 15];
      v13 = Integer.rotateRight(v13 ^ v1, 16);
      v9 += v13;
      v5 = Integer.rotateRight(v5 ^ v9, 12);
      v1 += v5 + m[SCHEDULE[r + 3] & 15];
      v13 = Integer.rotateRight(v13 ^ v1, 8);
      v9 += v13;
      v5 = Integer.rotateRight(v5 ^ v9, 7);
      v2 += v6 + m[SCHEDULE[r + 4] & 15];
      v14 = Integer.rotateRight(v14 ^ v2, 16);
      v10 += v14;
      v6 = Integer.rotateRight(v6 ^ v10, 12);
      v2 += v6 + m[SCHEDULE[r + 5] & 15];
      v14 = Integer.rotateRight(v14 ^ v2, 8);
      v10 += v14;
      v6 = Integer.rotateRight(v6 ^ v10, 7);
      v3 += v7 + m[SCHEDULE[r + 6] & 15];
      v15 = Integer.rotateRight(v15 ^ v3, 16);
      v11 += v15;
      v7 = Integer.rotateRight(v7 ^ v11, 12);
      v3 += v7 + m[SCHEDULE[r + 7] & 15];
      v15 = Integer.rotateRight(v15 ^ v3, 8);
      v11 += v15;
      v7 = Integer.rotateRight(v7 ^ v11, 7);
      v0 += v5 + m[SCHEDULE[r + 8] & 15];
      v15 = Integer.rotateRight(v15 ^ v0, 16);
      v10 += v15;
      v5 = Integer.rotateRight(v5 ^ v10, 12);
      v0 += v5 + m[SCHEDULE[r + 9] & 15];
      v15 = Integer.rotateRight(v15 ^ v0, 8);
      v10 += v15;
      v5 = Integer.rotateRight(v5 ^ v10, 7);
      v1 += v6 + m[SCHEDULE[r + 10] & 15];
      v12 = Integer.rotateRight(v12 ^ v1, 16);
      v11 += v12;
      v6 = Integer.rotateRight(v6 ^ v11, 12);
      v1 += v6 + m[SCHEDULE[r + 11] & 15];
      v12 = Integer.rotateRight(v12 ^ v1, 8);
      v11 += v12;
      v6 = Integer.rotateRight(v6 ^ v11, 7);
      v2 += v7 + m[SCHEDULE[r + 12] & 15];
      v13 = Integer.rotateRight(v13 ^ v2, 16);
      v8 += v13;
      v7 = Integer.rotateRight(v7 ^ v8, 12);
      v2 += v7 + m[SCHEDULE[r + 13] & 15];
      v13 = Integer.rotateRight(v13 ^ v2, 8);
      v8 += v13;
      v7 = Integer.rotateRight(v7 ^ v8, 7);
      v3 += v4 + m[SCHEDULE[r + 14] & 15];
      v14 = Integer.rotateRight(v14 ^ v3, 16);
      v9 += v14;
      v4 = Integer.rotateRight(v4 ^ v9, 12);
      v3 += v4 + m[SCHEDULE[r + 15] & 15];
      v14 = Integer.rotateRight(v14 ^ v3, 8);
      v9 += v14;
      v4 = Integer.rotateRight(v4 ^ v9, 7);
    }
    value[0] = v0 ^ v8;
    value[1] = v1 ^ v9;
    value[2] = v2 ^ v10;
    value[3] = v3 ^ v11;
    value[4] = v4 ^ v12;
    value[5] = v5 ^ v13;
    value[6] = v6 ^ v14;
    value[7] = v7 ^ v15;
  }
}
