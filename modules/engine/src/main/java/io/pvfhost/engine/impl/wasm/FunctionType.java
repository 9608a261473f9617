package io.pvfhost.engine.impl.wasm;

import java.util.List;

/**
 * The type of a function.
 *
 * @param params types of the parameters
 * @param results types of the results, at most one
 */
public record FunctionType(List<ValueType> params, List<ValueType> results) {

  public FunctionType {
    params = List.copyOf(params);
    results = List.copyOf(results);
  }

  @Override
  public String toString() {
    return params + "->" + results;
  }
}
