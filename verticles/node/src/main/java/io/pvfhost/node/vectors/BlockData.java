package io.pvfhost.node.vectors;

import io.pvfhost.scale.Bytes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Block data of a run, which is read when it is needed: there may be more of it than fits into memory. */
@FunctionalInterface
interface BlockData {

  /** The bytes, from wherever they are. */
  Bytes read() throws IOException;

  /** Block data as a vector writes it: hexadecimal digits, or {@code 00*N} for N zero bytes. */
  static BlockData of(String text) {
    if (text.startsWith("00*")) {
      int length = Integer.parseInt(text.substring(3));
      return () -> Bytes.wrap(new byte[length]);
    }
    Bytes bytes = Bytes.fromHex(text);
    return () -> bytes;
  }

  static BlockData of(Path file) {
    return () -> Bytes.wrap(Files.readAllBytes(file));
  }
}
