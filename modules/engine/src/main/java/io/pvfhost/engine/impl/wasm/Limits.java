package io.pvfhost.engine.impl.wasm;

import java.util.OptionalLong;

/**
 * Limits of a memory (pages) or a table (entries), as declared.
 *
 * @param minimum initial size, an unsigned 32-bit number
 * @param maximum largest size, likewise
 */
public record Limits(long minimum, OptionalLong maximum) {

  static Limits decode(WasmReader in) throws ModuleException {
    int offset = in.offset();
    int flags = in.u8();
    if (flags > 1) {
      throw ModuleException.malformed("unknown limits flags " + flags, offset);
    }
    long minimum = in.u32();
    return new Limits(minimum, flags == 0 ? OptionalLong.empty() : OptionalLong.of(in.u32()));
  }

  void check(String what, long ceiling) throws ModuleException {
    if (minimum > ceiling || maximum.orElse(0) > ceiling) {
      throw ModuleException.invalid(what + " size must be at most " + ceiling);
    }
    if (maximum.isPresent() && maximum.getAsLong() < minimum) {
      throw ModuleException.invalid(what + " minimum " + minimum + " is above the maximum " + maximum.getAsLong());
    }
  }
}
