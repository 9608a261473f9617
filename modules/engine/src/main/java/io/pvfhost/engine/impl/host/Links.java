package io.pvfhost.engine.impl.host;

import io.pvfhost.engine.impl.wasm.Entity;
import io.pvfhost.engine.impl.wasm.FunctionType;
import io.pvfhost.engine.impl.wasm.Import;
import io.pvfhost.engine.impl.wasm.WasmOutline;

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
   * Links a module.
   *
   * @throws LinkException if an import cannot be satisfied
   */
  public static Links of(WasmOutline module) throws LinkException {
    List<HostFunction> functions = new ArrayList<>();
    Map<String, HostFunction> defined = new HashMap<>();
    for (Import entry : module.imports()) {
      if (!(entry.entity() instanceof Entity.Function function)) {
        throw new LinkException("host doesn't provide any non function imports: " + entry.qualifiedName());
      }
      if (!entry.module().equals(HOST_MODULE)) {
        throw new LinkException(
            "host doesn't provide any imports from non-env module: " + entry.qualifiedName());
      }
      FunctionType type = module.typeOf(function);
      HostFunction target = defined.computeIfAbsent(entry.name(), name -> HostFunctions.named(name, type));
      if (!target.type().equals(type)) {
        throw new LinkException("cannot preinstantiate module: incompatible import type for `env::" + entry.name()
            + "`: expected " + type + ", found " + target.type());
      }
      functions.add(target);
    }
    return new Links(functions);
  }
}
