package io.pvfhost.wire.impl;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleWriter;

/** An artifact checksum as it is, 32 bytes (dialects S4, R1 and R2). */
public final class RawChecksum implements Codec<Bytes> {

  @Override
  public void write(Bytes value, ScaleWriter out) {
    out.raw(value.toArray());
  }

  @Override
  public Bytes read(FieldReader in) throws ScaleException {
    Hash sum = in.at("checksum").hash();
    return sum.bytes();
  }
}
