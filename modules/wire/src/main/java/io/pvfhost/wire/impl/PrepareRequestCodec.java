package io.pvfhost.wire.impl;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.wire.PrepareJobKind;
import io.pvfhost.wire.PrepareRequest;

import java.util.List;
import java.util.Objects;

/**
 * {@code PvfPrepData} (protocol description, section 3.7).
 *
 * @param codeBombLimit five fields or six
 * @param executorParams those the dialect knows
 */
public record PrepareRequestCodec(Codec<Long> codeBombLimit, Codec<ExecutorParams> executorParams)
    implements Codec<PrepareRequest> {

  private static final List<PrepareJobKind> KINDS = List.of(PrepareJobKind.COMPILATION, PrepareJobKind.PRECHECKING);

  /** Checks the arguments. */
  public PrepareRequestCodec {
    Objects.requireNonNull(codeBombLimit, "codeBombLimit");
    Objects.requireNonNull(executorParams, "executorParams");
  }

  @Override
  public void write(PrepareRequest value, ScaleWriter out) {
    out.bytes(value.maybeCompressedCode());
    codeBombLimit.write(value.codeBombLimit(), out);
    out.hash(value.codeHash());
    executorParams.write(value.executorParams(), out);
    out.duration(value.prepTimeout()).u8(KINDS.indexOf(value.kind()));
  }

  @Override
  public PrepareRequest read(FieldReader in) throws ScaleException {
    Bytes code = in.at("maybe_compressed_code").bytes();
    long limit = codeBombLimit.read(in);
    Hash codeHash = in.at("code_hash").hash();
    ExecutorParams params = executorParams.read(in);
    return new PrepareRequest(code, limit, codeHash, params, in.at("prep_timeout").duration(), readKind(in));
  }

  private static PrepareJobKind readKind(FieldReader in) throws ScaleException {
    int variant = in.variant("prep_kind");
    if (variant >= KINDS.size()) {
      throw in.unknown(variant);
    }
    return KINDS.get(variant);
  }
}
