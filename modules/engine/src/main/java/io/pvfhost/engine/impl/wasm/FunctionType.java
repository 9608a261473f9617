package io.pvfhost.engine.impl.wasm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The type of a function: any number of parameters, at most one result. Holds one byte a parameter. */
public final class FunctionType {

  private final byte[] params;
  private final int result;

  /**
   * Makes a type.
   *
   * @param params types of the parameters
   * @param results types of the results, at most one
   */
  public FunctionType(List<ValueType> params, List<ValueType> results) {
    this(stackCodes(params), results.isEmpty() ? ValueType.NONE : results.get(0).stackCode());
  }

  FunctionType(byte[] params, int result) {
    this.params = params;
    this.result = result;
  }

  private static byte[] stackCodes(List<ValueType> types) {
    byte[] codes = new byte[types.size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) types.get(i).stackCode();
    }
    return codes;
  }

  /** Returns the number of parameters. */
  public int arity() {
    return params.length;
  }

  /** Returns the {@link ValueType#stackCode()} of a parameter. */
  public int param(int index) {
    return params[index];
  }

  /** Returns the {@link ValueType#stackCode()} of the result, {@link ValueType#NONE} if there is none. */
  public int result() {
    return result;
  }

  /** Returns the types of the parameters. */
  public List<ValueType> params() {
    List<ValueType> types = new ArrayList<>();
    for (byte code : params) {
      types.add(ValueType.ofStackCode(code));
    }
    return types;
  }

  /** Returns the types of the results. */
  public List<ValueType> results() {
    return result == ValueType.NONE ? List.of() : List.of(ValueType.ofStackCode(result));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FunctionType type && type.result == result && Arrays.equals(type.params, params);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(params) * 31 + result;
  }

  @Override
  public String toString() {
    return params() + "->" + results();
  }
}
