package io.pvfhost.engine.impl.host;

/** Ends the call of the validation code that made a host call; has no stack trace, for traps are ordinary. */
public final class HostTrap extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public HostTrap(String message) {
    super(message, null, false, false);
  }

  static HostTrap panic(String message) {
    return new HostTrap("host code panicked while being called by the runtime: " + message);
  }
}
