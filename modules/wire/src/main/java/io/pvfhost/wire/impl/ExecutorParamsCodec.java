package io.pvfhost.wire.impl;

import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;

import java.util.Objects;

/**
 * Executor params where some of them are not known yet (protocol description, section 3.3): a receiver that does not
 * know a parameter cannot decode the whole list.
 *
 * @param unknown the one parameter that came later than the dialect
 */
public record ExecutorParamsCodec(Class<? extends ExecutorParam> unknown) implements Codec<ExecutorParams> {

  /** Checks the argument. */
  public ExecutorParamsCodec {
    Objects.requireNonNull(unknown, "unknown");
  }

  @Override
  public void write(ExecutorParams value, ScaleWriter out) {
    for (ExecutorParam param : value.params()) {
      if (unknown.isInstance(param)) {
        throw new IllegalArgumentException("the dialect has no executor parameter " + unknown.getSimpleName());
      }
    }
    value.encodeTo(out);
  }

  @Override
  public ExecutorParams read(FieldReader in) throws ScaleException {
    return new ExecutorParams(in.at("ExecutorParams").list(this::readKnown));
  }

  private ExecutorParam readKnown(ScaleReader in) throws ScaleException {
    int offset = in.offset();
    ExecutorParam param = ExecutorParam.decode(in);
    if (unknown.isInstance(param)) {
      throw new ScaleException(offset, "the dialect has no executor parameter " + unknown.getSimpleName());
    }
    return param;
  }
}
