package io.pvfhost.wire.impl;

import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;

import java.util.Set;

/**
 * Executor params where some of them may not be known yet (protocol description, section 3.3): a receiver that does not
 * know a parameter cannot decode the whole list.
 *
 * @param unknown the parameters that came later than the dialect
 */
public record ExecutorParamsCodec(Set<Class<? extends ExecutorParam>> unknown) implements Codec<ExecutorParams> {

  /** Keeps a set of its own. */
  public ExecutorParamsCodec {
    unknown = Set.copyOf(unknown);
  }

  @Override
  public void write(ExecutorParams value, ScaleWriter out) {
    for (ExecutorParam param : value.params()) {
      if (unknown.contains(param.getClass())) {
        throw new IllegalArgumentException(refusal(param));
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
    if (unknown.contains(param.getClass())) {
      throw new ScaleException(offset, refusal(param));
    }
    return param;
  }

  private static String refusal(ExecutorParam param) {
    return "the dialect has no executor parameter " + param.getClass().getSimpleName();
  }
}
