package io.pvfhost.engine.impl.trie;

import java.util.ArrayList;
import java.util.List;

/**
 * The root hash of a set of entries.
 *
 * <p>Implementation notes: goes once over the entries in order. How many nibbles the keys of neighbours have in common
 * says where branches are, so the branches above the entry at hand are kept in a list, and each is encoded when the
 * next entry is not under it. Nothing recurses, however long the keys are. With the keys 12, 1234, 1235 and 2:
 *
 * <pre>
 *   entry  common with next  open branches (depth in nibbles) and what happens
 *   12     2                 2          branch at 2 is opened, its value is that of 12
 *   1234   3                 2, 3       branch at 3 is opened, a leaf put into it
 *   1235   0                 0          a leaf put into 3; 3 goes into 2; branch at 0 is opened for 2 to go into
 *   2      none              -          a leaf put into 0; 0 is the root
 * </pre>
 */
public final class TrieRoot {

  private static final byte[] EMPTY_NODE = {NodeHeader.EMPTY};
  private static final int NONE = -1;

  /** A branch whose children are not all known yet. */
  private static final class Branch {

    private final NodeWriter children = new NodeWriter();
    private int depth;
    private int bitmap;
    private int valueEntry;

    private void open(int itsDepth) {
      children.clear();
      depth = itsDepth;
      bitmap = 0;
      valueEntry = NONE;
    }
  }

  private final TrieEntries entries;
  private final TrieHasher hasher;
  private final StateVersion version;
  private final List<Branch> branches = new ArrayList<>();
  private final NodeWriter node = new NodeWriter();
  private int open;

  private TrieRoot(TrieEntries entries, TrieHasher hasher, StateVersion version) {
    this.entries = entries;
    this.hasher = hasher;
    this.version = version;
  }

  /** Returns the root, 32 bytes. */
  public static byte[] of(TrieEntries entries, TrieHasher hasher, StateVersion version) {
    return new TrieRoot(entries, hasher, version).root();
  }

  private byte[] root() {
    int[] order = entries.sorted();
    if (order.length == 0) {
      return hasher.hash(EMPTY_NODE, 0, EMPTY_NODE.length);
    }
    for (int i = 0; i < order.length; i++) {
      int commonWithNext = i + 1 < order.length ? entries.commonNibbles(order[i], order[i + 1]) : NONE;
      add(order[i], commonWithNext);
      close(order[i], commonWithNext);
    }
    return node.hash(hasher);
  }

  /** Returns the depth of the innermost open branch. */
  private int depth() {
    return open == 0 ? NONE : branches.get(open - 1).depth;
  }

  private Branch open(int depth) {
    if (open == branches.size()) {
      branches.add(new Branch());
    }
    Branch branch = branches.get(open++);
    branch.open(depth);
    return branch;
  }

  private void add(int entry, int commonWithNext) {
    if (commonWithNext > depth()) {
      open(commonWithNext);
    }
    int nibbles = entries.keyNibbles(entry);
    if (nibbles == commonWithNext) {
      branches.get(open - 1).valueEntry = entry;
      return;
    }
    int from = depth() + 1;
    NodeHeader header = hashesValue(entry) ? NodeHeader.HASHED_LEAF : NodeHeader.LEAF;
    node.clear().partial(header, entries.keys(), entries.keyAt(entry), from, nibbles - from);
    writeValue(entry);
    attach(entry);
  }

  /** Encodes the branches that the next entry is not under. */
  private void close(int entry, int commonWithNext) {
    while (depth() > commonWithNext) {
      Branch branch = branches.get(--open);
      if (depth() < commonWithNext) {
        branches.set(open, new Branch()); // in the place of the closed one, which is still to be encoded
        open(commonWithNext);
      }
      encode(branch, entry);
      attach(entry);
    }
  }

  private void encode(Branch branch, int entry) {
    int from = depth() + 1;
    node.clear().partial(header(branch), entries.keys(), entries.keyAt(entry), from, branch.depth - from);
    node.u8(branch.bitmap).u8(branch.bitmap >> 8);
    if (branch.valueEntry != NONE) {
      writeValue(branch.valueEntry);
    }
    node.append(branch.children);
  }

  private NodeHeader header(Branch branch) {
    if (branch.valueEntry == NONE) {
      return NodeHeader.BRANCH;
    }
    return hashesValue(branch.valueEntry) ? NodeHeader.HASHED_BRANCH : NodeHeader.VALUE_BRANCH;
  }

  private boolean hashesValue(int entry) {
    return version.hashes(entries.valueLength(entry));
  }

  private void writeValue(int entry) {
    int at = entries.valueAt(entry);
    int length = entries.valueLength(entry);
    if (hashesValue(entry)) {
      node.raw(hasher.hash(entries.values(), at, length), 0, TrieHasher.BYTES);
    } else {
      node.sized(entries.values(), at, length);
    }
  }

  /** Puts the encoded node into the innermost open branch; without one it is the root. */
  private void attach(int entry) {
    if (open > 0) {
      Branch parent = branches.get(open - 1);
      parent.bitmap |= 1 << Nibbles.at(entries.keys(), entries.keyAt(entry), parent.depth);
      parent.children.reference(node, hasher);
    }
  }
}
