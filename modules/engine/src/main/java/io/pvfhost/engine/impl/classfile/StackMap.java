package io.pvfhost.engine.impl.classfile;

/** The stack maps of a method, in the order of their positions, which are all different. */
final class StackMap {

  private static final int NONE = -1;
  private static final int SAME_LIMIT = 64;
  private static final int SAME_1 = 64;
  private static final int SAME_1_EXTENDED = 247;
  private static final int SAME_EXTENDED = 251;
  private static final int FULL = 255;
  private static final int OBJECT = 7;

  /** Verification types of nothing, int, long, float, double: by stack code. */
  private static final int[] TAGS = {0, 1, 4, 2, 3};

  private final ByteSink out = new ByteSink(1 << 10);
  private int count;
  private int last = NONE;

  void clear() {
    out.truncate(0);
    count = 0;
    last = NONE;
  }

  int count() {
    return count;
  }

  int bytes() {
    return out.size();
  }

  int lastPosition() {
    return last;
  }

  /** Returns the distance that a new stack map at a position has to be told. */
  private int delta(int position) {
    if (position <= last) {
      throw new IllegalStateException("two stack maps at " + position);
    }
    int delta = position - last - 1;
    last = position;
    count++;
    return delta;
  }

  void same(int position) {
    int delta = delta(position);
    if (delta < SAME_LIMIT) {
      out.u1(delta);
    } else {
      out.u1(SAME_EXTENDED);
      out.u2(delta);
    }
  }

  void same1(int position, int type) {
    int delta = delta(position);
    if (delta < SAME_LIMIT) {
      out.u1(SAME_1 + delta);
    } else {
      out.u1(SAME_1_EXTENDED);
      out.u2(delta);
    }
    type(type);
  }

  void append(int position, byte[] types) {
    int delta = delta(position);
    out.u1(SAME_EXTENDED + types.length);
    out.u2(delta);
    for (byte type : types) {
      type(type);
    }
  }

  void chop(int position, int less) {
    int delta = delta(position);
    out.u1(SAME_EXTENDED - less);
    out.u2(delta);
  }

  void full(int position, int locals) {
    int delta = delta(position);
    out.u1(FULL);
    out.u2(delta);
    out.u2(locals);
  }

  void type(int stackCode) {
    out.u1(TAGS[stackCode]);
  }

  void object(int classIndex) {
    out.u1(OBJECT);
    out.u2(classIndex);
  }

  void stack(int type) {
    out.u2(type == 0 ? 0 : 1);
    if (type != 0) {
      type(type);
    }
  }

  /** Returns the size of the whole attribute. */
  int attributeBytes() {
    return 2 + 4 + 2 + out.size();
  }

  void writeTo(int name, ByteSink sink) {
    sink.u2(name);
    sink.u4(2 + out.size());
    sink.u2(count);
    sink.put(out);
  }
}
