package io.pvfhost.engine.impl.host;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.wasm.FunctionType;

import java.util.Optional;

/**
 * The host functions by name (spec 6.6). A name stands for the same type in every rule set; functions are made when
 * they are asked for, for code imports few of them.
 */
public final class HostFunctions {

  private HostFunctions() {}

  /** Returns the elliptic-curve function with an import name of module {@code env}, if there is one. */
  public static Optional<HostFunction> findCurve(String name) {
    return CurveFunctions.find(name);
  }

  /** Returns the host function with an import name of module {@code env}, if there always is one by some rules. */
  public static Optional<HostFunction> find(String name, RuleSet rules) {
    return MiscFunctions.find(name)
        .or(() -> HashingFunctions.find(name))
        .or(() -> TrieFunctions.find(name, rules))
        .or(() -> CryptoFunctions.find(name));
  }

  /**
   * Returns the function an import of module {@code env} stands for, or one that traps if there is none.
   *
   * @param curves whether the executor params enable the elliptic-curve functions, if the rules know them
   */
  static HostFunction named(String name, FunctionType importedAs, RuleSet rules, boolean curves) {
    return find(name, rules)
        .or(() -> curves && rules.knowsCurveFunctions() ? findCurve(name) : Optional.empty())
        .orElseGet(() -> HostFunction.missing(name, importedAs));
  }
}
