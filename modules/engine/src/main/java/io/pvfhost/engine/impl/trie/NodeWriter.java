package io.pvfhost.engine.impl.trie;

import java.util.Arrays;

/** Writes encoded nodes, or parts of them, into a buffer that grows. */
final class NodeWriter {

  private static final int INITIAL_BYTES = 128;
  private static final int ONE_BYTE_COMPACTS = 1 << 6;
  private static final int TWO_BYTE_COMPACTS = 1 << 14;
  private static final int FOUR_BYTE_COMPACTS = 1 << 30;

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int length;

  /** Starts again. */
  NodeWriter clear() {
    length = 0;
    return this;
  }

  int length() {
    return length;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** Returns the hash of what was written. */
  byte[] hash(TrieHasher hasher) {
    return hasher.hash(bytes, 0, length);
  }

  NodeWriter u8(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
    return this;
  }

  NodeWriter raw(byte[] data, int offset, int count) {
    reserve(count);
    System.arraycopy(data, offset, bytes, length, count);
    length += count;
    return this;
  }

  NodeWriter append(NodeWriter other) {
    return raw(other.bytes, 0, other.length);
  }

  /** Writes a SCALE {@code Vec<u8>}. */
  NodeWriter sized(byte[] data, int offset, int count) {
    return compact(count).raw(data, offset, count);
  }

  /** Writes a node as its parent refers to it. */
  NodeWriter reference(NodeWriter node, TrieHasher hasher) {
    if (node.length < TrieHasher.BYTES) {
      return sized(node.bytes, 0, node.length);
    }
    return sized(node.hash(hasher), 0, TrieHasher.BYTES);
  }

  /** Writes a compact number that is not negative. */
  NodeWriter compact(int value) {
    if (value < ONE_BYTE_COMPACTS) {
      return u8(value << 2);
    }
    if (value < TWO_BYTE_COMPACTS) {
      return u8(value << 2 | 1).u8(value >> 6);
    }
    if (value < FOUR_BYTE_COMPACTS) {
      return u8(value << 2 | 2).u8(value >> 6).u8(value >> 14).u8(value >> 22);
    }
    return u8(3).u8(value).u8(value >> 8).u8(value >> 16).u8(value >> 24);
  }

  /** Writes the header and the partial key, {@code count} nibbles of {@code key} from {@code from} on. */
  NodeWriter partial(NodeHeader header, byte[] key, int keyOffset, int from, int count) {
    int mask = header.countMask();
    u8(header.prefix() | Math.min(count, mask));
    if (count >= mask) {
      int rest = count - mask;
      for (; rest >= 0xff; rest -= 0xff) {
        u8(0xff);
      }
      u8(rest);
    }
    int at = from;
    int end = from + count;
    if ((count & 1) != 0) {
      u8(Nibbles.at(key, keyOffset, at++));
    }
    for (; at < end; at += 2) {
      u8(Nibbles.at(key, keyOffset, at) << 4 | Nibbles.at(key, keyOffset, at + 1));
    }
    return this;
  }

  private void reserve(int count) {
    if (count > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.addExact(length, Math.max(count, length)));
    }
  }
}
