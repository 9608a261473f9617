package io.pvfhost.engine.impl.trie;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;

import java.util.Arrays;

/** The entries a root is asked of: where their keys and values are, for nothing is copied. */
public final class TrieEntries {

  private static final int INITIAL_ENTRIES = 16;

  private final byte[] values;
  private byte[] keys;
  private int count;
  private int[] keyAt = new int[INITIAL_ENTRIES];
  private int[] keyLength = new int[INITIAL_ENTRIES];
  private int[] valueAt = new int[INITIAL_ENTRIES];
  private int[] valueLength = new int[INITIAL_ENTRIES];

  private TrieEntries(byte[] data) {
    this.keys = data;
    this.values = data;
  }

  /** Reads a {@code Vec<(Vec<u8>, Vec<u8>)>}, keys and values. What follows it is ignored. */
  public static TrieEntries keyed(byte[] data, int offset, int length) throws ScaleException {
    ScaleReader in = new ScaleReader(data, offset, length);
    TrieEntries entries = new TrieEntries(data);
    int announced = in.compactLength(Integer.MAX_VALUE, "number of entries");
    for (int i = 0; i < announced; i++) {
      int keySize = in.compactLength(Integer.MAX_VALUE, "length of a key");
      int key = offset + in.skip(keySize);
      int valueSize = in.compactLength(Integer.MAX_VALUE, "length of a value");
      entries.add(key, keySize, offset + in.skip(valueSize), valueSize);
    }
    return entries;
  }

  /** Reads a {@code Vec<Vec<u8>>} of values, whose keys are their compact indices. What follows it is ignored. */
  public static TrieEntries ordered(byte[] data, int offset, int length) throws ScaleException {
    ScaleReader in = new ScaleReader(data, offset, length);
    TrieEntries entries = new TrieEntries(data);
    NodeWriter indices = new NodeWriter();
    int announced = in.compactLength(Integer.MAX_VALUE, "number of values");
    for (int i = 0; i < announced; i++) {
      int key = indices.length();
      int keySize = indices.compact(i).length() - key;
      int valueSize = in.compactLength(Integer.MAX_VALUE, "length of a value");
      entries.add(key, keySize, offset + in.skip(valueSize), valueSize);
    }
    entries.keys = indices.toByteArray();
    return entries;
  }

  private void add(int key, int keySize, int value, int valueSize) {
    if (count == keyAt.length) {
      int capacity = 2 * count;
      keyAt = Arrays.copyOf(keyAt, capacity);
      keyLength = Arrays.copyOf(keyLength, capacity);
      valueAt = Arrays.copyOf(valueAt, capacity);
      valueLength = Arrays.copyOf(valueLength, capacity);
    }
    keyAt[count] = key;
    keyLength[count] = keySize;
    valueAt[count] = value;
    valueLength[count] = valueSize;
    count++;
  }

  byte[] keys() {
    return keys;
  }

  byte[] values() {
    return values;
  }

  int keyAt(int entry) {
    return keyAt[entry];
  }

  int keyNibbles(int entry) {
    return 2 * keyLength[entry];
  }

  int valueAt(int entry) {
    return valueAt[entry];
  }

  int valueLength(int entry) {
    return valueLength[entry];
  }

  /** Returns how many nibbles the keys of two entries have in common at their start. */
  int commonNibbles(int a, int b) {
    return Nibbles.common(keys, keyAt[a], keyLength[a], keyAt[b], keyLength[b]);
  }

  /** Returns the entries in the order of their keys; of those with the same key only the last. */
  int[] sorted() {
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, this::compareKeys);
    int[] sorted = new int[count];
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (i == count - 1 || compareKeys(order[i], order[i + 1]) != 0) {
        sorted[kept++] = order[i];
      }
    }
    return Arrays.copyOf(sorted, kept);
  }

  private int compareKeys(int a, int b) {
    return Arrays.compareUnsigned(keys, keyAt[a], keyAt[a] + keyLength[a], keys, keyAt[b], keyAt[b] + keyLength[b]);
  }
}
