package io.pvfhost.wire.impl;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleWriter;

/** Most bytes of decompressed code, as the dialects from S6 on send it (protocol description, section 3.7). */
public final class CodeBombLimit implements Codec<Long> {

  @Override
  public void write(Long value, ScaleWriter out) {
    out.u32(value);
  }

  @Override
  public Long read(FieldReader in) throws ScaleException {
    return in.at("validation_code_bomb_limit").u32();
  }
}
