package io.pvfhost.engine.impl.trie;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * A proof that an entry is in a trie: the nodes on the way from the root to it, each without what can be told from the
 * rest. A child that is a node of the proof has no bytes in its parent, and neither has the value in its node. To
 * verify one is to put in what was left out and see whether the hash of the first node is the root.
 */
public final class TrieProof {

  private static final int NO_CHILD = -1;

  private final byte[] data;
  private final int offset;
  private final int length;

  private record Step(TrieNode node, int child, boolean inline) {}

  private TrieProof(byte[] data, int offset, int length) {
    this.data = data;
    this.offset = offset;
    this.length = length;
  }

  /** Reads a {@code Vec<Vec<u8>>} of nodes, which are not copied. What follows it is ignored. */
  public static TrieProof decode(byte[] data, int offset, int length) throws ScaleException {
    ScaleReader in = new ScaleReader(data, offset, length);
    int count = in.compactLength(Integer.MAX_VALUE, "number of nodes");
    for (int i = 0; i < count; i++) {
      in.skip(in.compactLength(Integer.MAX_VALUE, "length of a node"));
    }
    return new TrieProof(data, offset, length);
  }

  /** An entry, by where its key and value are in the array that has the proof. */
  public record Entry(int keyAt, int keyLength, int valueAt, int valueLength) {}

  /** Returns whether the proof shows that an entry, with exactly this value, is in the trie with a root. */
  public boolean proves(Entry entry, byte[] root, TrieHasher hasher, StateVersion version) {
    Deque<Step> path = new ArrayDeque<>();
    try {
      return descend(entry, path) && rebuild(entry, path, root, hasher, version);
    } catch (ScaleException e) {
      throw new IllegalStateException("the proof was decoded before", e);
    }
  }

  /** Finds the nodes from the root to the entry; false if they do not lead there or the proof has others. */
  private boolean descend(Entry entry, Deque<Step> path) throws ScaleException {
    ScaleReader nodes = new ScaleReader(data, offset, length);
    int left = nodes.compactLength(Integer.MAX_VALUE, "number of nodes");
    int keyNibbles = 2 * entry.keyLength();
    int nibbles = 0;
    int nodeAt = 0;
    int nodeLength = 0;
    while (true) {
      boolean inline = nodeLength > 0;
      if (!inline) {
        if (left-- == 0) {
          return false;
        }
        nodeLength = nodes.compactLength(Integer.MAX_VALUE, "length of a node");
        nodeAt = offset + nodes.skip(nodeLength);
      }
      Optional<TrieNode> decoded = TrieNode.decode(data, nodeAt, nodeLength);
      if (decoded.isEmpty() || !decoded.get().continues(data, entry.keyAt(), keyNibbles, nibbles)) {
        return false;
      }
      TrieNode node = decoded.get();
      nibbles += node.partialNibbles();
      if (nibbles == keyNibbles) {
        path.push(new Step(node, NO_CHILD, inline));
        return node.omitsValue() && left == 0;
      }
      int child = Nibbles.at(data, entry.keyAt(), nibbles++);
      // A hash would hide whether the entry is below it.
      if (!node.hasChild(child) || node.childLength(child) == TrieHasher.BYTES) {
        return false;
      }
      path.push(new Step(node, child, inline));
      nodeAt = node.childAt(child);
      nodeLength = node.childLength(child);
    }
  }

  private boolean rebuild(Entry entry, Deque<Step> path, byte[] root, TrieHasher hasher, StateVersion version) {
    NodeWriter out = new NodeWriter();
    byte[] reference = {};
    while (!path.isEmpty()) {
      Step step = path.pop();
      if (!step.node().hasShortChildrenBut(step.child())) {
        return false;
      }
      if (step.child() != NO_CHILD) {
        step.node().encodeWithChild(out, step.child(), reference);
      } else if (version.hashes(entry.valueLength())) {
        step.node().encodeWithHash(out, hasher.hash(data, entry.valueAt(), entry.valueLength()));
      } else {
        step.node().encodeWithValue(out, data, entry.valueAt(), entry.valueLength());
      }
      if (step.inline() && out.length() > TrieHasher.BYTES) {
        return false;
      }
      reference = step.inline() ? out.toByteArray() : out.hash(hasher);
    }
    return Arrays.equals(reference, root);
  }
}
