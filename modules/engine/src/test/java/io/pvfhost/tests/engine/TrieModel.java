package io.pvfhost.tests.engine;

import io.pvfhost.engine.impl.trie.TrieHasher;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/**
 * Tries as the definition has them: a recursion over the nibbles of the keys, which are text, a digit a nibble. Nodes
 * are made anew for every entry, in full or, on the way to an entry that is to be proved, without what its proof leaves
 * out.
 */
final class TrieModel {

  private final TrieHasher hasher;
  private final boolean hashesValues;

  TrieModel(TrieHasher hasher, boolean hashesValues) {
    this.hasher = hasher;
    this.hashesValues = hashesValues;
  }

  byte[] root(NavigableMap<String, byte[]> entries) {
    return hash(entries.isEmpty() ? new byte[1] : node(entries, 0, null, null));
  }

  /** The nodes of a proof that a key is in, from the root on. */
  List<byte[]> proof(NavigableMap<String, byte[]> entries, String key) {
    List<byte[]> nodes = new ArrayList<>();
    nodes.add(null);
    nodes.set(0, node(entries, 0, key, nodes));
    return nodes;
  }

  private byte[] node(NavigableMap<String, byte[]> entries, int depth, String proved, List<byte[]> proof) {
    String first = entries.firstKey();
    int branch = common(first, entries.lastKey());
    String partial = first.substring(depth, branch);
    byte[] value = entries.get(first.substring(0, branch));
    boolean omit = proved != null && proved.length() == branch;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (entries.size() == 1) {
      boolean hashed = !omit && hashed(value);
      header(out, hashed ? 0x20 : 0x40, hashed ? 0x1f : 0x3f, partial);
      value(out, omit ? new byte[0] : value, hashed);
      return out.toByteArray();
    }
    if (value == null || omit) {
      header(out, 0x80, 0x3f, partial);
    } else {
      header(out, hashed(value) ? 0x10 : 0xc0, hashed(value) ? 0x0f : 0x3f, partial);
    }
    children(out, entries, branch, value == null || omit ? null : value, proved, proof);
    return out.toByteArray();
  }

  private void children(ByteArrayOutputStream out, NavigableMap<String, byte[]> entries, int branch, byte[] value,
      String proved, List<byte[]> proof) {
    int bitmap = 0;
    ByteArrayOutputStream children = new ByteArrayOutputStream();
    String prefix = entries.firstKey().substring(0, branch);
    for (int nibble = 0; nibble < 16; nibble++) {
      String below = prefix + Character.forDigit(nibble, 16);
      NavigableMap<String, byte[]> child = entries.subMap(below, true, below + "g", true);
      if (!child.isEmpty()) {
        bitmap |= 1 << nibble;
        boolean onTheWay = proved != null && proved.startsWith(below);
        sized(children, onTheWay ? provedChild(child, branch + 1, proved, proof) : child(child, branch + 1));
      }
    }
    out.write(bitmap);
    out.write(bitmap >> 8);
    if (value != null) {
      value(out, value, hashed(value));
    }
    out.writeBytes(children.toByteArray());
  }

  private byte[] child(NavigableMap<String, byte[]> entries, int depth) {
    byte[] node = node(entries, depth, null, null);
    return node.length < 32 ? node : hash(node);
  }

  /** A child on the way: what is in its parent stays there, without the value; any other becomes the next node. */
  private byte[] provedChild(NavigableMap<String, byte[]> entries, int depth, String proved, List<byte[]> proof) {
    if (node(entries, depth, null, null).length < 32) {
      return node(entries, depth, proved, proof);
    }
    int index = proof.size();
    proof.add(null);
    proof.set(index, node(entries, depth, proved, proof));
    return new byte[0];
  }

  private boolean hashed(byte[] value) {
    return hashesValues && value.length > 32;
  }

  private void value(ByteArrayOutputStream out, byte[] value, boolean hashed) {
    if (hashed) {
      out.writeBytes(hash(value));
    } else {
      sized(out, value);
    }
  }

  private byte[] hash(byte[] data) {
    return hasher.hash(data, 0, data.length);
  }

  private static int common(String a, String b) {
    int length = 0;
    while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
      length++;
    }
    return length;
  }

  private static void header(ByteArrayOutputStream out, int prefix, int mask, String partial) {
    int count = partial.length();
    out.write(prefix | Math.min(count, mask));
    if (count >= mask) {
      int rest = count - mask;
      while (rest >= 255) {
        out.write(255);
        rest -= 255;
      }
      out.write(rest);
    }
    String padded = count % 2 == 0 ? partial : "0" + partial;
    for (int i = 0; i < padded.length(); i += 2) {
      out.write(Integer.parseInt(padded, i, i + 2, 16));
    }
  }

  /** SCALE of bytes fewer than 2^14. */
  static void sized(ByteArrayOutputStream out, byte[] data) {
    compact(out, data.length);
    out.writeBytes(data);
  }

  static void compact(ByteArrayOutputStream out, int value) {
    if (value < 64) {
      out.write(value << 2);
    } else {
      out.write(value << 2 | 1);
      out.write(value >> 6);
    }
  }
}
