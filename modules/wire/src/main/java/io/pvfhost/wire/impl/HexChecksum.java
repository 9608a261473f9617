package io.pvfhost.wire.impl;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleWriter;

/** An artifact checksum as a text of 64 lower-case hex digits (dialects S and S6). */
public final class HexChecksum implements Codec<Bytes> {

  private static final int DIGITS = 64;

  @Override
  public void write(Bytes value, ScaleWriter out) {
    out.string(value.toHex());
  }

  @Override
  public Bytes read(FieldReader in) throws ScaleException {
    int offset = in.offset();
    String text = in.at("checksum").string();
    if (text.length() != DIGITS || !text.chars().allMatch(HexChecksum::isDigit)) {
      throw new ScaleException(offset, "not " + DIGITS + " lower-case hex digits");
    }
    return Bytes.fromHex(text);
  }

  private static boolean isDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
