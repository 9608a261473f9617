package io.pvfhost.tests.scale;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;

/** Values that the examples of the protocol description share. */
final class Golden {

  static final Bytes GENESIS_HEAD = Hex.bytes("0000000000000000" + "00".repeat(32)
      + "011b4d03dd8c01f1049143cf9c4c817e4b167f1d1b83e5c6f0f10d89ba1e7bce");

  static final Bytes NEXT_HEAD = Hex.bytes("0100000000000000"
      + "804df47c526d888b3f52091df4e253c821e9991ec88e342722cc485fda31747e"
      + "a88d962ceb769d13dd202a8b8478e3a3f9d762a5702f76db9fd33d9f6af919ea");

  /** The adder's block that adds 512 to 0. */
  static final Bytes ADD_512 = Hex.bytes("0000000000000000 0002000000000000");

  private Golden() {
  }

  /** A hash of one byte, repeated. */
  static Hash hash(String digits) {
    return Hash.fromHex(digits.repeat(Hash.LENGTH));
  }
}
