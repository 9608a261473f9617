package io.pvfhost.engine.impl.classfile;

import java.util.Arrays;

/** A position in the code of one method, known or to come. */
public final class Label {

  private static final int UNKNOWN = -1;
  private static final int[] NONE = {};

  private int position = UNKNOWN;

  /** Pairs of where an offset is to be written and the position it counts from; negative places are four bytes wide. */
  private int[] references = NONE;

  private int size;

  boolean isBound() {
    return position != UNKNOWN;
  }

  int position() {
    return position;
  }

  void refer(int place, int from) {
    if (size + 2 > references.length) {
      references = Arrays.copyOf(references, Math.max(4, size * 2));
    }
    references[size++] = place;
    references[size++] = from;
  }

  void bind(int at, ByteSink code) {
    position = at;
    for (int i = 0; i < size; i += 2) {
      int place = references[i];
      int offset = at - references[i + 1];
      if (place < 0) {
        code.set4(~place, offset);
      } else {
        code.set2(place, offset);
      }
    }
    references = NONE;
    size = 0;
  }
}
