package io.pvfhost.engine.impl.wasm;

/** Section numbers, and the order sections must have. */
final class SectionId {

  static final int CUSTOM = 0;
  static final int TYPE = 1;
  static final int IMPORT = 2;
  static final int FUNCTION = 3;
  static final int TABLE = 4;
  static final int MEMORY = 5;
  static final int GLOBAL = 6;
  static final int EXPORT = 7;
  static final int START = 8;
  static final int ELEMENT = 9;
  static final int CODE = 10;
  static final int DATA = 11;
  static final int DATA_COUNT = 12;

  /** Number of section numbers. */
  static final int COUNT = 13;

  private SectionId() {}

  /** Returns the place of a section in the order; the data count comes before the code. */
  static int rank(int id) {
    return switch (id) {
      case DATA_COUNT -> CODE;
      case CODE, DATA -> id + 1;
      default -> id;
    };
  }
}
