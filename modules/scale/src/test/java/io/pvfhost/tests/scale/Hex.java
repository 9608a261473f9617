package io.pvfhost.tests.scale;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ScaleReader;

/** Hexadecimal digits as the protocol description prints them. */
final class Hex {

  private Hex() {
  }

  /** The bytes of digits that may be grouped by spaces. */
  static Bytes bytes(String digits) {
    return Bytes.fromHex(digits.replace(" ", ""));
  }

  static ScaleReader reader(String digits) {
    return new ScaleReader(bytes(digits).toArray());
  }
}
