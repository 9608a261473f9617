package io.pvfhost.tests.engine.spec;

import io.pvfhost.tests.engine.generate.Out;

import java.util.Arrays;

/** Modules of the suite for rules by which a module without any memory is refused (spec 6.1). */
final class MemoryAdded {

  private static final int HEADER = 8;
  private static final int IMPORTS = 2;
  private static final int MEMORY = 5;
  private static final int IMPORTED_MEMORY = 2;

  private final byte[] wasm;
  private int at;

  private MemoryAdded(byte[] wasm) {
    this.wasm = wasm;
  }

  /** Returns a valid module as it is, or with a memory of no pages if it has none. */
  static byte[] to(byte[] wasm) {
    return new MemoryAdded(wasm).module();
  }

  private byte[] module() {
    at = HEADER;
    int place = wasm.length;
    while (at < wasm.length) {
      int start = at;
      int id = wasm[at++];
      int length = unsigned();
      int end = at + length;
      if (id == MEMORY || (id == IMPORTS && importsMemory())) {
        return wasm;
      }
      if (id > MEMORY) {
        place = Math.min(place, start);
      }
      at = end;
    }
    return new Out().raw(Arrays.copyOf(wasm, place)).section(MEMORY, new Out().u8(1, 0, 0))
        .raw(Arrays.copyOfRange(wasm, place, wasm.length)).bytes();
  }

  private boolean importsMemory() {
    boolean found = false;
    for (int left = unsigned(); left > 0; left--) {
      skipName();
      skipName();
      int kind = wasm[at++];
      found |= kind == IMPORTED_MEMORY;
      switch (kind) {
        case 0 -> unsigned();
        case 3 -> at += 2;
        default -> skipLimits(kind);
      }
    }
    return found;
  }

  private void skipName() {
    int length = unsigned();
    at += length;
  }

  private void skipLimits(int kind) {
    at += kind == 1 ? 1 : 0;
    int flags = wasm[at++];
    unsigned();
    if (flags == 1) {
      unsigned();
    }
  }

  private int unsigned() {
    int value = 0;
    for (int shift = 0;; shift += 7) {
      int next = wasm[at++];
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
