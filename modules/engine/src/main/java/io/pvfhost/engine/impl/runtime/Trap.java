package io.pvfhost.engine.impl.runtime;

/** Ends a call into compiled code; has no stack trace, for traps are ordinary. */
public final class Trap extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Trap(String message) {
    super(message, null, false, false);
  }
}
