package io.pvfhost.engine.impl.runtime;

import io.pvfhost.engine.impl.artifact.Table;
import io.pvfhost.engine.impl.host.HostTrap;

/** The traps of compiled code, in the words of spec 5.2, and what counts as one. */
@SuppressWarnings("StaticAssignmentOfThrowable") // they have no stack trace and nothing else that changes
final class Traps {

  static final Trap UNREACHABLE = new Trap("wasm trap: wasm `unreachable` instruction executed");
  static final Trap OUT_OF_BOUNDS = new Trap("wasm trap: out of bounds memory access");
  static final Trap INTEGER_OVERFLOW = new Trap("wasm trap: integer overflow");
  static final Trap NO_INTEGER = new Trap("wasm trap: invalid conversion to integer");
  static final Trap DIVISION_BY_ZERO = new Trap("wasm trap: integer divide by zero");
  static final Trap UNDEFINED_ELEMENT = new Trap("wasm trap: undefined element: out of bounds table access");
  static final Trap UNINITIALIZED_ELEMENT = new Trap("wasm trap: uninitialized element");
  static final Trap TYPE_MISMATCH = new Trap("wasm trap: indirect call type mismatch");

  private Traps() {}

  /** Returns the trap for an entry of a table that does not have the type the caller expects. */
  static Trap ofElement(long entry) {
    if (entry == Table.BEYOND) {
      return UNDEFINED_ELEMENT;
    }
    return entry == Table.NULL ? UNINITIALIZED_ELEMENT : TYPE_MISMATCH;
  }

  /**
   * Returns the trap for what compiled code has thrown. Compiled code itself can only throw a trap or one of two
   * exceptions in place of one: that of the check of an address, and the JVM's for a division. The addresses are
   * checked against the size of the memory, which its array has at least, so an array's own exception comes from
   * elsewhere and is a fault. Exceptions of host functions never come here as such.
   *
   * @throws RuntimeException the throwable itself, if the guest cannot have caused it: it is a fault of this program
   *     and must not count against the candidate
   */
  static Trap require(RuntimeException thrown) {
    if (thrown instanceof Trap trap) {
      return trap;
    }
    if (thrown instanceof HostTrap) {
      return new Trap(thrown.getMessage());
    }
    if (thrown instanceof IndexOutOfBoundsException && !(thrown instanceof ArrayIndexOutOfBoundsException)) {
      return OUT_OF_BOUNDS;
    }
    if (thrown instanceof ArithmeticException) {
      return DIVISION_BY_ZERO;
    }
    throw thrown;
  }
}
