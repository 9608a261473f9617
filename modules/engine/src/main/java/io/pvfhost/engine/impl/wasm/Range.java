package io.pvfhost.engine.impl.wasm;

/**
 * A part of the module's bytes.
 *
 * @param start first byte
 * @param end byte behind the last
 */
public record Range(int start, int end) {

  int length() {
    return end - start;
  }
}
