package io.pvfhost.engine.impl.trie;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;

import java.util.Optional;

/** A decoded node, as ranges of the bytes it was decoded from, which are not copied. */
final class TrieNode {

  /** Children of a branch. */
  static final int CHILDREN = 16;

  private final byte[] data;
  private final NodeHeader header;
  private int partialNibbles;
  private int partialAt;
  private int valueAt;
  private int valueLength;
  private int bitmap;
  private final int[] childAt = new int[CHILDREN];
  private final int[] childLength = new int[CHILDREN];

  private TrieNode(byte[] data, NodeHeader header) {
    this.data = data;
    this.header = header;
  }

  /** Decodes a node; empty if the bytes are none, or stand for the empty trie. What follows it is ignored. */
  static Optional<TrieNode> decode(byte[] data, int offset, int length) {
    try {
      ScaleReader in = new ScaleReader(data, offset, length);
      int first = in.u8();
      NodeHeader header = NodeHeader.of(first);
      if (header == null) {
        return Optional.empty();
      }
      TrieNode node = new TrieNode(data, header);
      return node.readPartial(in, offset, first) && node.readBody(in, offset) ? Optional.of(node) : Optional.empty();
    } catch (ScaleException e) {
      return Optional.empty(); // a proof is right or not, nobody asks why
    }
  }

  private boolean readPartial(ScaleReader in, int offset, int first) throws ScaleException {
    int mask = header.countMask();
    long nibbles = first & mask;
    if (nibbles == mask) {
      int more = in.u8();
      for (; more == 0xff; more = in.u8()) {
        nibbles += more;
      }
      nibbles += more;
    }
    long bytes = (nibbles + 1) >> 1;
    if (bytes > in.remaining()) {
      return false;
    }
    partialNibbles = (int) nibbles;
    partialAt = offset + in.skip((int) bytes);
    boolean padded = (partialNibbles & 1) != 0;
    return !padded || (data[partialAt] & 0xf0) == 0;
  }

  private boolean readBody(ScaleReader in, int offset) throws ScaleException {
    if (!header.isLeaf()) {
      bitmap = in.u16();
    }
    if (header.hasValue()) {
      valueLength = header.hasHashedValue() ? TrieHasher.BYTES : length(in);
      valueAt = offset + in.skip(valueLength);
    }
    for (int i = 0; i < CHILDREN; i++) {
      if (hasChild(i)) {
        childLength[i] = length(in);
        childAt[i] = offset + in.skip(childLength[i]);
      }
    }
    return header.isLeaf() || bitmap != 0;
  }

  private static int length(ScaleReader in) throws ScaleException {
    return in.compactLength(Integer.MAX_VALUE, "length");
  }

  boolean isLeaf() {
    return header.isLeaf();
  }

  /** Returns whether the place of the value is empty, as it is in the proof of an entry with that value. */
  boolean omitsValue() {
    return header == NodeHeader.BRANCH || (header == NodeHeader.LEAF && valueLength == 0);
  }

  int partialNibbles() {
    return partialNibbles;
  }

  /** Returns whether a key goes on with the partial key of this node, from one of its nibbles on. */
  boolean continues(byte[] key, int keyOffset, int keyNibbles, int from) {
    if (partialNibbles > keyNibbles - from) {
      return false;
    }
    for (int i = 0; i < partialNibbles; i++) {
      if (partialNibble(i) != Nibbles.at(key, keyOffset, from + i)) {
        return false;
      }
    }
    return true;
  }

  private int partialNibble(int index) {
    return Nibbles.at(data, partialAt, index + (partialNibbles & 1));
  }

  boolean hasChild(int index) {
    return (bitmap >> index & 1) != 0;
  }

  int childAt(int index) {
    return childAt[index];
  }

  int childLength(int index) {
    return childLength[index];
  }

  byte[] data() {
    return data;
  }

  /** Writes the node as it is but for the value. */
  void encodeWithValue(NodeWriter out, byte[] values, int at, int length) {
    writeKey(out, isLeaf() ? NodeHeader.LEAF : NodeHeader.VALUE_BRANCH);
    out.sized(values, at, length);
    writeChildren(out);
  }

  /** Writes the node as it is but for the value, of which there is the hash. */
  void encodeWithHash(NodeWriter out, byte[] hash) {
    writeKey(out, isLeaf() ? NodeHeader.HASHED_LEAF : NodeHeader.HASHED_BRANCH);
    out.raw(hash, 0, hash.length);
    writeChildren(out);
  }

  /** Writes the branch as it is but for one child. */
  void encodeWithChild(NodeWriter out, int index, byte[] child) {
    writeKey(out, header);
    if (header.hasHashedValue()) {
      out.raw(data, valueAt, valueLength);
    } else if (header.hasValue()) {
      out.sized(data, valueAt, valueLength);
    }
    for (int i = 0; i < CHILDREN; i++) {
      if (i == index) {
        out.sized(child, 0, child.length);
      } else if (hasChild(i)) {
        out.sized(data, childAt[i], childLength[i]);
      }
    }
  }

  private void writeKey(NodeWriter out, NodeHeader itsHeader) {
    out.clear().partial(itsHeader, data, partialAt, partialNibbles & 1, partialNibbles);
    if (!isLeaf()) {
      out.u8(bitmap).u8(bitmap >> 8);
    }
  }

  private void writeChildren(NodeWriter out) {
    for (int i = 0; i < CHILDREN; i++) {
      if (hasChild(i)) {
        out.sized(data, childAt[i], childLength[i]);
      }
    }
  }

  /** Returns whether each child but one is a hash or short enough to stand in its parent. */
  boolean hasShortChildrenBut(int index) {
    for (int i = 0; i < CHILDREN; i++) {
      if (i != index && childLength[i] > TrieHasher.BYTES) {
        return false;
      }
    }
    return true;
  }
}
