package io.pvfhost.engine.impl.trie;

/**
 * The kinds of nodes, told by the top bits of the first byte. The other bits of it are the number of nibbles of the
 * partial key; if all are set, further bytes are added to it, up to one that is not 255.
 *
 * <pre>
 *   00000000  no node       01......  leaf                  001.....  leaf with hashed value
 *   10......  branch        11......  branch with value     0001....  branch with hashed value
 * </pre>
 */
enum NodeHeader {

  LEAF(0x40, 2),
  HASHED_LEAF(0x20, 3),
  BRANCH(0x80, 2),
  VALUE_BRANCH(0xc0, 2),
  HASHED_BRANCH(0x10, 4);

  /** The only byte of the node that stands for an empty trie. */
  static final byte EMPTY = 0;

  private final int prefix;
  private final int prefixBits;

  NodeHeader(int prefix, int prefixBits) {
    this.prefix = prefix;
    this.prefixBits = prefixBits;
  }

  int prefix() {
    return prefix;
  }

  /** Returns the largest number of nibbles plus one that the first byte has room for. */
  int countMask() {
    return 0xff >> prefixBits;
  }

  boolean isLeaf() {
    return this == LEAF || this == HASHED_LEAF;
  }

  boolean hasHashedValue() {
    return this == HASHED_LEAF || this == HASHED_BRANCH;
  }

  boolean hasValue() {
    return this != BRANCH;
  }

  /** Returns the kind a first byte tells, or null if it tells none. */
  static NodeHeader of(int first) {
    for (NodeHeader header : values()) {
      if ((first & ~header.countMask() & 0xff) == header.prefix) {
        return header;
      }
    }
    return null;
  }
}
