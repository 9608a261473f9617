package io.pvfhost.engine.impl.classfile;

import java.util.Arrays;

/**
 * The constant pool of a class, in the order in which constants were first asked for. Equal constants are one entry.
 *
 * <p>Entries are kept as numbers in arrays and found by open addressing: a compiler asks for a constant at every other
 * instruction.
 */
final class ConstantPool {

  /** Most entries of a class file. */
  private static final int MAX_COUNT = 0xffff;

  private static final int UTF8 = 1;
  private static final int INTEGER = 3;
  private static final int FLOAT = 4;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int NAME_AND_TYPE = 12;

  /** An integer that is set later and equal to no other. */
  private static final int RESERVED = 0x100;

  private int count = 1;
  private int[] tags = new int[512];
  private long[] values = new long[512];
  private String[] texts = new String[512];
  private int[] slots = new int[1024];
  private int[] refs = new int[256];

  int count() {
    return count;
  }

  int utf8(String text) {
    return find(UTF8, text.hashCode(), text);
  }

  int integer(int value) {
    return find(INTEGER, value, null);
  }

  int floatBits(int bits) {
    return find(FLOAT, bits, null);
  }

  int longBits(long bits) {
    return find(LONG, bits, null);
  }

  int doubleBits(long bits) {
    return find(DOUBLE, bits, null);
  }

  int type(String internalName) {
    return find(CLASS, utf8(internalName), null);
  }

  int field(String owner, String name, String descriptor) {
    return find(FIELD, member(owner, name, descriptor), null);
  }

  int method(String owner, String name, String descriptor) {
    return find(METHOD, member(owner, name, descriptor), null);
  }

  int method(MethodRef ref) {
    if (ref.number >= refs.length) {
      refs = Arrays.copyOf(refs, ref.number * 2);
    }
    if (refs[ref.number] == 0) {
      refs[ref.number] = method(ref.owner, ref.name, ref.descriptor);
    }
    return refs[ref.number];
  }

  /** Makes an integer entry whose value follows. */
  int reserveInteger() {
    return add(RESERVED, 0, null);
  }

  void setInteger(int index, int value) {
    values[index] = value;
  }

  private long member(String owner, String name, String descriptor) {
    long type = type(owner);
    long nameAndType = find(NAME_AND_TYPE, (long) utf8(name) << 16 | utf8(descriptor), null);
    return type << 16 | nameAndType;
  }

  private int find(int tag, long value, String text) {
    int mask = slots.length - 1;
    int slot = hash(tag, value) & mask;
    while (slots[slot] != 0) {
      int index = slots[slot];
      if (tags[index] == tag && values[index] == value && (text == null || text.equals(texts[index]))) {
        return index;
      }
      slot = slot + 1 & mask;
    }
    int index = add(tag, value, text);
    slots[slot] = index;
    if (count > slots.length / 2) {
      rehash(slots.length * 2);
    }
    return index;
  }

  private static int hash(int tag, long value) {
    long mixed = (value * 31 + tag) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32);
  }

  private int add(int tag, long value, String text) {
    int index = count;
    count += tag == LONG || tag == DOUBLE ? 2 : 1;
    if (count > MAX_COUNT) {
      throw new IllegalStateException("constant pool overflow");
    }
    if (count >= tags.length) {
      tags = Arrays.copyOf(tags, tags.length * 2);
      values = Arrays.copyOf(values, tags.length);
      texts = Arrays.copyOf(texts, tags.length);
    }
    tags[index] = tag;
    values[index] = value;
    texts[index] = text;
    return index;
  }

  private void rehash(int size) {
    slots = new int[size];
    for (int index = 1; index < count; index++) {
      if (tags[index] != 0 && tags[index] != RESERVED) {
        int slot = hash(tags[index], values[index]) & size - 1;
        while (slots[slot] != 0) {
          slot = slot + 1 & size - 1;
        }
        slots[slot] = index;
      }
    }
  }

  /** Removes all entries from an index on. */
  void truncate(int newCount) {
    if (newCount == count) {
      return;
    }
    Arrays.fill(tags, newCount, count, 0);
    Arrays.fill(texts, newCount, count, null);
    count = newCount;
    rehash(slots.length);
    for (int i = 0; i < refs.length; i++) {
      if (refs[i] >= newCount) {
        refs[i] = 0;
      }
    }
  }

  void writeTo(ByteSink out) {
    out.u2(count);
    for (int index = 1; index < count; index++) {
      if (tags[index] != 0) {
        write(index, out);
      }
    }
  }

  private void write(int index, ByteSink out) {
    long value = values[index];
    switch (tags[index]) {
      case RESERVED -> {
        out.u1(INTEGER);
        out.u4((int) value);
      }
      case UTF8 -> writeText(texts[index], out);
      case INTEGER, FLOAT, FIELD, METHOD, NAME_AND_TYPE -> {
        out.u1(tags[index]);
        out.u4((int) value);
      }
      case LONG, DOUBLE -> {
        out.u1(tags[index]);
        out.u8(value);
      }
      default -> {
        out.u1(tags[index]);
        out.u2((int) value);
      }
    }
  }

  /** All names are ASCII. */
  private static void writeText(String text, ByteSink out) {
    out.u1(UTF8);
    out.u2(text.length());
    for (int i = 0; i < text.length(); i++) {
      out.u1(text.charAt(i));
    }
  }
}
