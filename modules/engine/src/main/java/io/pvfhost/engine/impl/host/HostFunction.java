package io.pvfhost.engine.impl.host;

import io.pvfhost.engine.impl.wasm.FunctionType;

import java.util.Optional;

/**
 * A function the host offers.
 *
 * @param name its import name in module {@code env}
 * @param type its type
 * @param body what it does
 */
public record HostFunction(String name, FunctionType type, Body body) {

  /** The work of a host function. */
  public interface Body {

    /**
     * Runs the function.
     *
     * @param guest the caller
     * @param args one word for each parameter; an i32 is in the low half, the high half has no meaning
     * @return the result, likewise; has no meaning if the function has none
     * @throws HostTrap to end the call of the validation code
     */
    long call(Guest guest, long[] args);
  }

  /** Makes a function that the host has. */
  static Optional<HostFunction> known(String name, FunctionType type, Body body) {
    return Optional.of(new HostFunction(name, type, body));
  }

  /** Returns the stand-in for a function the host does not have: it traps when called (spec 6.6). */
  static HostFunction missing(String name, FunctionType type) {
    return new HostFunction(name, type, (guest, args) -> {
      throw new HostTrap("call to a missing function env:" + name);
    });
  }
}
