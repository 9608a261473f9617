package io.pvfhost.engine.impl.wasm;

/** A module that is malformed (no module at all) or invalid (a module that breaks a rule). */
public final class ModuleException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean malformed;

  private ModuleException(boolean malformed, String message) {
    super(message, null, false, false);
    this.malformed = malformed;
  }

  /** Returns the exception for bytes that the parser refuses. */
  public static ModuleException malformed(String what, int offset) {
    return new ModuleException(true, what + " at offset " + offset);
  }

  /** Returns the exception for a module that breaks a rule of validation, metering or size. */
  public static ModuleException invalid(String what) {
    return new ModuleException(false, what);
  }

  /** Returns whether the bytes are no module; otherwise they are an invalid one. */
  public boolean isMalformed() {
    return malformed;
  }
}
