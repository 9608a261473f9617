package io.pvfhost.engine.impl.host;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.wasm.ExternalKind;
import io.pvfhost.engine.impl.wasm.Import;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The imports of a module, satisfied (spec 6.1, 6.6).
 *
 * @param functions one for each imported function, in order
 */
public record Links(List<HostFunction> functions) {

  private static final String HOST_MODULE = "env";

  public Links {
    functions = List.copyOf(functions);
  }

  /**
   * Links a module. A memory is no import any more: preparation has made it the module's own.
   *
   * @param imports its imports, in order
   * @param rules the rules by which host functions behave
   * @param curves whether the executor params enable the elliptic-curve functions
   * @throws LinkException if an import cannot be satisfied
   */
  public static Links of(List<Import> imports, RuleSet rules, boolean curves) throws LinkException {
    List<HostFunction> functions = new ArrayList<>();
    Map<String, HostFunction> defined = new HashMap<>();
    for (Import entry : imports) {
      if (!entry.module().equals(HOST_MODULE)) {
        throw new LinkException(
            "host doesn't provide any imports from non-env module: " + entry.qualifiedName());
      }
      if (entry.kind() != ExternalKind.FUNCTION) {
        throw new LinkException("host doesn't provide any non function imports: " + entry.qualifiedName());
      }
      functions.add(link(entry, defined, rules, curves));
    }
    return new Links(functions);
  }

  private static HostFunction link(
      Import entry, Map<String, HostFunction> defined, RuleSet rules, boolean curves) throws LinkException {
    HostFunction target = defined.get(entry.name());
    if (target == null) {
      target = HostFunctions.named(entry.name(), entry.type(), rules, curves);
      defined.put(entry.name(), target);
    }
    if (!target.type().equals(entry.type())) {
      throw new LinkException("cannot preinstantiate module: incompatible import type for `env::" + entry.name()
          + "`: expected " + entry.type() + ", found " + target.type());
    }
    return target;
  }
}
