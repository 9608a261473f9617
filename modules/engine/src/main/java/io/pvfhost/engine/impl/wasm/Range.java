package io.pvfhost.engine.impl.wasm;

import java.util.Arrays;

/**
 * A part of the module's bytes.
 *
 * @param start first byte
 * @param end byte behind the last
 */
record Range(int start, int end) {

  byte[] copyOf(byte[] bytes) {
    return Arrays.copyOfRange(bytes, start, end);
  }
}
